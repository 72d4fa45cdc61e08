-- Who is, or was, connected to which game: for operators, and no part of any journal. Rows are written in ids' order, which is time's.
create table game_session (
  connection blob    primary key check (length(connection) = 16),
  session    blob    not null,
  game       blob    not null,
  who        text    not null,
  role       integer not null,
  side       integer,
  address    text    not null,
  client     text,
  connected  integer not null,   -- Unix milliseconds UTC, as are the next two
  seen       integer not null,
  closed     integer,
  code       integer,
  acked      integer not null,
  sent       integer not null
) strict, without rowid;

create index game_session_of_game on game_session (game);
