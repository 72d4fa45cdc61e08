-- Events in the order in which they were committed. The table itself only grows at its end; the index keeps each game's numbers unique
-- and is the way to read one game. A table led by the game's key would dirty a page a game in each commit.
create table event (
  pos     integer primary key,
  game    blob    not null check (length(game) = 16),
  seq     integer not null check (seq > 0),
  last    integer not null check (last >= seq),  -- the last seq of its group: a group is read whole
  command blob    not null check (length(command) = 16),
  content integer not null,                      -- the short content check of the command
  at      integer not null,                      -- Unix milliseconds UTC
  who     text    not null,
  role    integer not null,
  side    integer,
  cause   integer not null,
  rules   integer not null,
  why     text,
  type    integer not null,
  ver     integer not null,
  body    blob    not null                       -- UTF-8 JSON
);
create unique index event_of_game on event (game, seq);

-- History only grows; a slip of a hand at the sqlite3 prompt should not change it either.
create trigger event_stays before update on event begin select raise(abort, 'events are never changed'); end;
create trigger event_remains before delete on event begin select raise(abort, 'events are never deleted'); end;

create table snapshot (
  game   blob    not null,
  seq    integer not null,
  schema integer not null,
  sha256 blob    not null,
  body   blob    not null,
  primary key (game, seq)
);

-- A game's line in the list of games, written with its group.
create table game (
  number     integer primary key,
  game       blob    not null unique,
  created    integer not null,
  retrosheet text,
  summary    blob
);
create index game_by_retrosheet on game (retrosheet) where retrosheet is not null;
