-- What the cells of the leagues' cards have said: the journal is the truth of it, and it can be built again from there.
create table akkagame.cell (
  league    text     not null,
  edition   text     not null,
  card      text     not null,
  against   smallint not null,                                       -- the opponent's hand
  d6        smallint not null,
  sum       smallint not null,                                       -- of the red and the white die
  d20       smallint not null,                                       -- 0 where the row is not split
  situation text     not null,
  decisions text     not null,
  purpose   text     not null,
  says      text     not null,
  game      uuid     not null,
  roll      int      not null,
  at        bigint   not null,                                       -- Unix milliseconds UTC
  ruled     boolean  not null,                                       -- it stands against an earlier reading
  constraint cell_of_card primary key (league, edition, card, against, d6, sum, situation, decisions, purpose, d20)
);
