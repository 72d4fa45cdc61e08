-- Who is, or was, connected to which game, over all nodes: for operators, and no part of any journal. Every few seconds each row of an open
-- connection is written again in its page, without touching an index.
create table akkagame.game_session (
  connection uuid     primary key,
  session    uuid     not null,
  game       uuid     not null,
  who        text     not null,
  role       smallint not null,
  side       smallint,
  address    text     not null,
  client     text,
  connected  bigint   not null,                                      -- Unix milliseconds UTC, as are the next two
  seen       bigint   not null,
  closed     bigint,
  code       int,
  acked      int      not null,
  sent       int      not null
) with (fillfactor = 60);
create index game_session_of_game on akkagame.game_session (game);
