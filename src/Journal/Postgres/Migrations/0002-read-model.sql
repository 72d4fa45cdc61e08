-- What is kept of games for questions over many of them. Nothing here is a fact that the journal does not hold: all of it can be built
-- again, and rows of an older version are.
create table akkagame.read_feed (
  feed     smallint primary key,            -- a shard
  build    int      not null,               -- counts the times it was begun anew
  position bigint   not null,               -- the last event taken in
  command  uuid     not null,               -- of that event
  version  smallint not null,               -- of the rows
  until    bigint   not null                -- its head when this build began
) with (fillfactor = 20);

-- The number in the list of games up to which every game has been taken in.
create table akkagame.read_list (id int primary key check (id = 1), number bigint not null);

create table akkagame.read_game (
  game       uuid     primary key,
  feed       smallint not null,
  build      int      not null,
  seen       int      not null,             -- the last event looked at
  seq        int      not null,             -- the last event in its rows
  unreadable text                           -- why what follows is not
);
create index read_game_by_build on akkagame.read_game (feed, build);
create index read_game_unreadable on akkagame.read_game (game) where unreadable is not null;

create table akkagame.games (
  game          uuid not null,
  number        bigint not null,
  seq           int not null,
  created       bigint not null,
  updated       bigint not null,
  league        text not null,
  date          date not null,
  season        int not null,
  game_number   smallint not null,
  kind          text not null,
  site          text,
  mode          text not null,
  retrosheet    text,
  status        text not null,
  inning        smallint not null,
  half          text not null,
  outs          smallint not null,
  how           text,
  winner        text,
  away          text not null,
  home          text not null,
  away_runs     smallint not null,
  home_runs     smallint not null,
  away_official smallint not null,
  home_official smallint not null,
  away_hits     smallint not null,
  home_hits     smallint not null,
  away_errors   smallint not null,
  home_errors   smallint not null,
  away_lob      int not null,
  home_lob      int not null,
  away_line     text not null,
  home_line     text not null,
  win           text,
  loss          text,
  save          text,
  innings       smallint not null,
  attendance    int,
  minutes       int,
  words         text not null,
  primary key (game)
);

create table akkagame.lineups (
  game      uuid not null,
  entry     text not null,
  from_seq  int not null,
  player    text not null,
  name      text not null,
  position  text not null,
  inning    smallint not null,
  half      text not null,
  until_seq int,
  primary key (game, entry, from_seq)
);

create table akkagame.plays (
  game    uuid not null,
  seq     int not null,
  number  int not null,
  inning  smallint not null,
  half    text not null,
  batting text not null,
  outs    smallint not null,
  bases   smallint not null,
  batter  text not null,
  pitcher text not null,
  code    text not null,
  text    text not null,
  runs    smallint not null,
  rbi     smallint not null,
  away    smallint not null,
  home    smallint not null,
  primary key (game, seq)
);

create table akkagame.batting (
  game        uuid not null,
  side        text not null,
  player      text not null,
  name        text not null,
  entry       text not null,
  started     boolean not null,
  positions   text not null,
  pa          smallint not null,
  ab          smallint not null,
  r           smallint not null,
  h           smallint not null,
  doubles     smallint not null,
  triples     smallint not null,
  hr          smallint not null,
  rbi         smallint not null,
  rbi_two_out smallint not null,
  bb          smallint not null,
  ibb         smallint not null,
  so          smallint not null,
  hbp         smallint not null,
  sh          smallint not null,
  sf          smallint not null,
  gidp        smallint not null,
  sb          smallint not null,
  cs          smallint not null,
  ci          smallint not null,
  lob         smallint not null,
  risp_ab     smallint not null,
  risp_h      smallint not null,
  primary key (game, side, player)
);

create table akkagame.pitching (
  game             uuid not null,
  side             text not null,
  player           text not null,
  name             text not null,
  nth              smallint not null,
  started          boolean not null,
  finished         boolean not null,
  win              boolean not null,
  loss             boolean not null,
  save             boolean not null,
  hold             boolean not null,
  blown_save       boolean not null,
  outs             smallint not null,
  bf               smallint not null,
  ab               smallint not null,
  h                smallint not null,
  doubles          smallint not null,
  triples          smallint not null,
  hr               smallint not null,
  r                smallint not null,
  er               smallint not null,
  bb               smallint not null,
  ibb              smallint not null,
  so               smallint not null,
  hbp              smallint not null,
  sh               smallint not null,
  sf               smallint not null,
  ci               smallint not null,
  gidp             smallint not null,
  wp               smallint not null,
  bk               smallint not null,
  inherited        smallint not null,
  inherited_scored smallint not null,
  pitches          smallint not null,
  strikes          smallint not null,
  primary key (game, side, player)
);
create index batting_of_player on akkagame.batting (player);
create index pitching_of_player on akkagame.pitching (player);
create index games_in_list on akkagame.games (number);
create index games_of_season on akkagame.games (league, season);
