-- What Akka.Persistence.Sql takes for its tables. There is one journal, whichever engine writes it: its events come and go through a view
-- of ours, one row an event under the event's own seq. Harmless to run again. A migration that changes columns of akkagame.event drops
-- the view first; a node of this engine makes it again.

-- The plugin asks for a game by the text of its id.
create index if not exists event_of_persistence_id on akkagame.event ((game::text), seq);

create or replace view akkagame.akka_journal as
select
  shard_pos as ordering, at as created, false as deleted, game::text as persistence_id, seq as sequence_number,
  -- The body goes as it is: one that is damaged puts its game aside, and does not fail the statement that finds it.
  convert_to(
    left(json_build_object(
      'game', game, 'seq', seq, 'last', last, 'command', command, 'content', content, 'at', at, 'who', who, 'role', role, 'side', side,
      'cause', cause, 'rules', rules, 'why', why, 'type', type, 'ver', ver)::text, -1) || ', "body" : ',
    'UTF8') || body || convert_to('}', 'UTF8') as message,
  'entry-1'::text as manifest, 16711 as identifier, null::text as tags
from akkagame.event;

create or replace function akkagame.akka_append() returns trigger language plpgsql as $$
declare
  entry json := convert_from(new.message, 'UTF8');
  card json := entry -> 'card';
  id uuid := new.persistence_id;
  -- As everywhere: the first eight bytes of a SHA-256, modulo 64.
  part smallint := get_byte(sha256(uuid_send(id)), 7) & 63;
  reign bigint;
  possessor uuid;
begin
  -- Places in a shard's history have no gaps, so whoever takes one is alone until he has committed.
  select greatest(epoch, 1), owner into reign, possessor from akkagame.shard where shard_id = part for no key update;
  -- The other engine believes that nobody else writes there.
  if exists (select from akkagame.node where node_id = possessor and state <> 'dead' and lease_until > clock_timestamp()) then
    raise exception 'shard % belongs to a living node of the other engine', part using errcode = 'AG004';
  end if;
  if new.sequence_number > 1 and not exists (select from akkagame.event where game = id and seq = new.sequence_number - 1) then
    raise exception 'event % of game % has nothing before it', new.sequence_number, id using errcode = 'AG003';
  end if;
  insert into akkagame.event (
    game, seq, last, shard, epoch, shard_pos, command, content, at, who, role, side, cause, rules, why, type, ver, body)
  values (
    id, new.sequence_number, (entry ->> 'last')::int, part, reign,
    (select coalesce(max(shard_pos), 0) + 1 from akkagame.event where shard = part),
    (entry ->> 'command')::uuid, (entry ->> 'content')::bigint, (entry ->> 'at')::bigint, entry ->> 'who', (entry ->> 'role')::smallint,
    (entry ->> 'side')::smallint, (entry ->> 'cause')::smallint, (entry ->> 'rules')::smallint, entry ->> 'why',
    (entry ->> 'type')::smallint, (entry ->> 'ver')::smallint, convert_to((entry -> 'body')::text, 'UTF8'));
  if card is not null then
    insert into akkagame.game (game, shard, created, retrosheet, summary, due)
    values (
      id, part, (entry ->> 'at')::bigint, card ->> 'retrosheet', convert_to((card -> 'summary')::text, 'UTF8'), (card ->> 'due')::bigint)
    on conflict (game) do update
      set retrosheet = excluded.retrosheet, summary = excluded.summary, due = excluded.due;
  end if;
  return new;
end $$;
create or replace trigger akka_append instead of insert on akkagame.akka_journal
  for each row execute function akkagame.akka_append();

-- The plugin replaces snapshots, which a view does not let it do: here it has a table, and what it keeps is kept for everybody.
create table if not exists akkagame.akka_snapshot (
  persistence_id  text    not null,
  sequence_number bigint  not null,
  created         bigint  not null,
  snapshot        bytea   not null,
  manifest        text    not null,
  serializer_id   int,
  primary key (persistence_id, sequence_number)
);

create or replace function akkagame.akka_keep() returns trigger language plpgsql as $$
begin
  insert into akkagame.snapshot (game, seq, schema, sha256, body)
  values (
    new.persistence_id::uuid, new.sequence_number, get_byte(new.snapshot, 0) * 256 + get_byte(new.snapshot, 1),
    substring(new.snapshot from 3 for 32), substring(new.snapshot from 35))
  on conflict (game, seq) do update set schema = excluded.schema, sha256 = excluded.sha256, body = excluded.body;
  -- The newest two of each, as everywhere.
  delete from akkagame.akka_snapshot where persistence_id = new.persistence_id and sequence_number < (
    select sequence_number from akkagame.akka_snapshot
    where persistence_id = new.persistence_id order by sequence_number desc offset 1 limit 1);
  delete from akkagame.snapshot where game = new.persistence_id::uuid and seq < (
    select seq from akkagame.snapshot where game = new.persistence_id::uuid order by seq desc offset 1 limit 1);
  return null;
end $$;
create or replace trigger akka_keep after insert or update on akkagame.akka_snapshot
  for each row execute function akkagame.akka_keep();

grant select, insert on akkagame.akka_journal to akkagame_app;
grant select, insert, update, delete on akkagame.akka_snapshot to akkagame_app;
