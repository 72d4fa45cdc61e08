-- What the cells of the leagues' cards have said: the journal is the truth of it, and it can be built again from there.
create table cell (
  league    text    not null,
  edition   text    not null,
  card      text    not null,
  against   integer not null,   -- the opponent's hand
  d6        integer not null,
  sum       integer not null,   -- of the red and the white die
  d20       integer not null,   -- 0 where the row is not split
  situation text    not null,
  decisions text    not null,
  purpose   text    not null,
  says      text    not null,
  game      blob    not null check (length(game) = 16),
  roll      integer not null,
  at        integer not null,   -- Unix milliseconds UTC
  ruled     integer not null,   -- it stands against an earlier reading
  primary key (league, edition, card, against, d6, sum, situation, decisions, purpose, d20)
) without rowid;
