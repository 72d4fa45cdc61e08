-- What is kept of games for questions over many of them. Nothing here is a fact that the journal does not hold: a file of another
-- version is thrown away and built again.
create table read_feed (
  feed     integer primary key,
  build    integer not null,     -- counts the times it was begun anew
  position integer not null,     -- the last event taken in
  command  blob    not null,     -- of that event
  version  integer not null,     -- of the rows
  until    integer not null      -- its head when this build began
);

-- The number in the list of games up to which every game has been taken in.
create table read_list (id integer primary key check (id = 1), number integer not null);

create table read_game (
  game       blob    not null primary key check (length(game) = 16),
  feed       integer not null,
  build      integer not null,
  seen       integer not null,   -- the last event looked at
  seq        integer not null,   -- the last event in its rows
  unreadable text                -- why what follows is not
) without rowid;
create index read_game_by_build on read_game (feed, build);
create index read_game_unreadable on read_game (game) where unreadable is not null;

create table games (
  game blob not null,
  number integer not null,
  seq integer not null,
  created integer not null,
  updated integer not null,
  league text not null,
  date text not null,
  season integer not null,
  game_number integer not null,
  kind text not null,
  site text,
  mode text not null,
  retrosheet text,
  status text not null,
  inning integer not null,
  half text not null,
  outs integer not null,
  how text,
  winner text,
  away text not null,
  home text not null,
  away_runs integer not null,
  home_runs integer not null,
  away_official integer not null,
  home_official integer not null,
  away_hits integer not null,
  home_hits integer not null,
  away_errors integer not null,
  home_errors integer not null,
  away_lob integer not null,
  home_lob integer not null,
  away_line text not null,
  home_line text not null,
  win text,
  loss text,
  save text,
  innings integer not null,
  attendance integer,
  minutes integer,
  words text not null,
  primary key (game)
) without rowid;

create table lineups (
  game blob not null,
  entry text not null,
  from_seq integer not null,
  player text not null,
  name text not null,
  position text not null,
  inning integer not null,
  half text not null,
  until_seq integer,
  primary key (game, entry, from_seq)
) without rowid;

create table plays (
  game blob not null,
  seq integer not null,
  number integer not null,
  inning integer not null,
  half text not null,
  batting text not null,
  outs integer not null,
  bases integer not null,
  batter text not null,
  pitcher text not null,
  code text not null,
  text text not null,
  runs integer not null,
  rbi integer not null,
  away integer not null,
  home integer not null,
  primary key (game, seq)
) without rowid;

create table batting (
  game blob not null,
  side text not null,
  player text not null,
  name text not null,
  entry text not null,
  started integer not null,
  positions text not null,
  pa integer not null,
  ab integer not null,
  r integer not null,
  h integer not null,
  doubles integer not null,
  triples integer not null,
  hr integer not null,
  rbi integer not null,
  rbi_two_out integer not null,
  bb integer not null,
  ibb integer not null,
  so integer not null,
  hbp integer not null,
  sh integer not null,
  sf integer not null,
  gidp integer not null,
  sb integer not null,
  cs integer not null,
  ci integer not null,
  lob integer not null,
  risp_ab integer not null,
  risp_h integer not null,
  primary key (game, side, player)
) without rowid;

create table pitching (
  game blob not null,
  side text not null,
  player text not null,
  name text not null,
  nth integer not null,
  started integer not null,
  finished integer not null,
  win integer not null,
  loss integer not null,
  save integer not null,
  hold integer not null,
  blown_save integer not null,
  outs integer not null,
  bf integer not null,
  ab integer not null,
  h integer not null,
  doubles integer not null,
  triples integer not null,
  hr integer not null,
  r integer not null,
  er integer not null,
  bb integer not null,
  ibb integer not null,
  so integer not null,
  hbp integer not null,
  sh integer not null,
  sf integer not null,
  ci integer not null,
  gidp integer not null,
  wp integer not null,
  bk integer not null,
  inherited integer not null,
  inherited_scored integer not null,
  pitches integer not null,
  strikes integer not null,
  primary key (game, side, player)
) without rowid;
create index batting_of_player on batting (player);
create index pitching_of_player on pitching (player);
create index games_in_list on games (number);
create index games_of_season on games (league, season);
