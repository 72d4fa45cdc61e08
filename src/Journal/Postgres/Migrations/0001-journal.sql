create schema if not exists akkagame;

-- What happened, for ever. The key keeps each game's numbers single whatever a writer believes, and is the way to read one game. Rows of
-- a game lie scattered over the heap: here that costs a read a page, while an append only ever touches the heap's end and two indexes.
create table akkagame.event (
  game      uuid     not null,
  seq       int      not null check (seq > 0),
  last      int      not null check (last >= seq),                   -- the last seq of its group: a group is read whole
  shard     smallint not null check (shard between 0 and 63),
  epoch     bigint   not null check (epoch > 0),                     -- under which it was appended: never falls in a game or a shard
  shard_pos bigint   not null check (shard_pos > 0),                 -- its place in the shard's history, from 1, without gaps
  command   uuid     not null,
  content   bigint   not null check (content between 0 and 4294967295), -- the short content check of the command
  at        bigint   not null,                                       -- Unix milliseconds UTC
  who       text     not null,
  role      smallint not null,
  side      smallint,
  cause     smallint not null,
  rules     smallint not null,
  why       text,
  type      smallint not null,
  ver       smallint not null,
  body      bytea    not null,                                       -- UTF-8 JSON; jsonb would re-sort its members
  constraint event_of_game primary key (game, seq),
  -- The feed of the read model: one shard at a time, in the order of its commits. A shard is written by one lane of one owner at a time, so
  -- this order is the order of visibility too, which that of a sequence would not be.
  constraint event_of_shard unique (shard, shard_pos)
);

-- States kept to shorten a replay. A cache: losing it loses nothing.
create table akkagame.snapshot (
  game   uuid     not null,
  seq    int      not null check (seq > 0),
  schema smallint not null,
  sha256 bytea    not null check (length(sha256) = 32),
  body   bytea    not null,
  primary key (game, seq)
);

-- A game's line in the list of games, written by the statement that appends its group. The list is paged by number, which grows with
-- creation; an append that was rolled back leaves a gap in it.
create table akkagame.game (
  number     bigint generated always as identity primary key,
  game       uuid     not null unique,
  shard      smallint not null check (shard between 0 and 63),
  created    bigint   not null,                                      -- Unix milliseconds UTC
  retrosheet text,
  summary    bytea,                                                  -- UTF-8 JSON; null where the game never brought a card
  due        bigint                                                  -- when it wants to be woken, Unix milliseconds UTC
) with (fillfactor = 70);                                            -- a card is rewritten in its page, without touching an index
create index game_by_retrosheet on akkagame.game (retrosheet, number) where retrosheet is not null;
-- Whoever takes a shard over asks for its alarms. Few games have one, so the index is small.
create index game_by_due on akkagame.game (shard, due) where due is not null;

-- Games that can be read but not written, and why.
create table akkagame.quarantine (
  game  uuid   primary key,
  seq   int    not null,
  why   text   not null,
  who   text,                                                        -- the operator; null where its journal cannot be read
  since bigint not null                                              -- Unix milliseconds UTC
);

-- Incarnations of server processes: a new id at every process start, and after having been declared dead. The sessions of one are
-- named 'akkagame/' || node_id, so that its successor can end them.
create table akkagame.node (
  node_id     uuid        primary key,
  addr        text        not null,                                  -- where peers reach it, host:port
  host        text        not null,
  boot        text        not null,                                  -- what tells one boot of the machine from the next
  port        int         not null check (port between 0 and 65535), -- the peer port; 0 where there is none
  state       text        not null default 'up' check (state in ('up', 'draining', 'dead')),
  beat        bigint      not null default 0,                        -- +1 per renewal; observers time it on their own monotonic clock
  ttl_ms      int         not null default 3000 check (ttl_ms > 0),
  lease_until timestamptz not null,
  started_at  timestamptz not null default clock_timestamp()
) with (fillfactor = 50);

-- Who owns which part of the games. Never touched by heartbeats: every append locks rows of it FOR SHARE, and a renewal here would fight
-- every append. Nobody but their owner appends under a token, and whoever raises the epoch waits for the appends under the old one.
create table akkagame.shard (
  shard_id   int         primary key check (shard_id between 0 and 63),
  epoch      bigint      not null default 0,
  owner      uuid,
  wanted_by  uuid,                                                   -- a hint for rebalancing, no fence
  changed_at timestamptz not null default clock_timestamp(),
  token      bigint      generated always as ((epoch << 12) | shard_id) stored unique
) with (fillfactor = 20);
insert into akkagame.shard (shard_id) select generate_series(0, 63);

-- So that (shard, epoch) names at most one owner for ever.
create function akkagame.shard_guard() returns trigger language plpgsql as $$
begin
  if new.shard_id <> old.shard_id or new.epoch < old.epoch
     or (new.owner is distinct from old.owner and new.epoch <= old.epoch) then
    raise exception 'shard %: a change of owner must raise the epoch', old.shard_id using errcode = 'AG001';
  end if;
  return new;
end $$;
create trigger shard_guard before update on akkagame.shard for each row execute function akkagame.shard_guard();

-- A node that was succeeded may never come back under the same id: it would believe in what it no longer has.
create function akkagame.node_guard() returns trigger language plpgsql as $$
begin
  if old.state = 'dead' and new.state <> 'dead' then
    raise exception 'node %: dead is final', old.node_id using errcode = 'AG002';
  end if;
  return new;
end $$;
create trigger node_guard before update of state on akkagame.node for each row execute function akkagame.node_guard();
