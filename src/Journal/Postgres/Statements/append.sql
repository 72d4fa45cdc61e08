-- One statement, one round trip, one commit: many games, many shards, all or nothing.
-- $1 tokens, distinct; $2 the owner; $3, $4 the event before each group that is not its game's first; $5 to $22 events; $23 to $29 cards.
-- Whoever raises an epoch needs a lock that conflicts with this one, so an append either ends before that or finds its token gone. The
-- fence is only counted: joined to the events it would make the planner loop over it (4 times slower at 64 shards). A row that
-- somebody else has locked is skipped rather than waited for: only that shard's groups have to wait, not the batch.
with fence as materialized (
  select token from akkagame.shard where token = any ($1) and owner = $2 order by shard_id for share skip locked
),
clear as materialized (
  select (select count(*) from fence) = cardinality($1)
    and not exists (
      select from unnest($3::uuid[], $4::int[]) as before (game, seq)
      where not exists (select from akkagame.event where event.game = before.game and event.seq = before.seq)) as so
),
added as (
  insert into akkagame.event (
    game, seq, last, shard, epoch, shard_pos, command, content, at, who, role, side, cause, rules, why, type, ver, body)
  select fresh.*
  from unnest(
    $5::uuid[], $6::int[], $7::int[], $8::smallint[], $9::bigint[], $10::bigint[], $11::uuid[], $12::bigint[], $13::bigint[],
    $14::text[], $15::smallint[], $16::smallint[], $17::smallint[], $18::smallint[], $19::text[], $20::smallint[],
    $21::smallint[], $22::bytea[]) as fresh
  where (select so from clear)
  returning 1
),
listed as (
  -- A line that is there although the game's first event was not is left from before a restore.
  insert into akkagame.game (game, shard, created, retrosheet, summary, due)
  select card.game, card.shard, card.at, card.retrosheet, card.summary, card.due
  from unnest($23::uuid[], $24::smallint[], $25::bigint[], $26::text[], $27::bytea[], $28::bigint[], $29::boolean[])
    as card (game, shard, at, retrosheet, summary, due, first)
  where card.first and (select so from clear)
  on conflict (game) do update
    set created = excluded.created, retrosheet = excluded.retrosheet, summary = excluded.summary, due = excluded.due
),
relisted as (
  update akkagame.game
  set retrosheet = card.retrosheet, summary = card.summary, due = card.due
  from unnest($23::uuid[], $24::smallint[], $25::bigint[], $26::text[], $27::bytea[], $28::bigint[], $29::boolean[])
    as card (game, shard, at, retrosheet, summary, due, first)
  where not card.first and game.game = card.game and (select so from clear)
)
select
  (select count(*) from added)::int as inserted,
  case when (select count(*) from fence) < cardinality($1) then array(select token from fence) end as held,
  case when (select count(*) from fence) < cardinality($1)
    then array(select token from akkagame.shard where token = any ($1) and owner = $2) end as standing;
