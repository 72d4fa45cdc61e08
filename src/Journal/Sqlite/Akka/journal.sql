-- What Akka.Persistence.Sql takes for its tables. There is one journal, whichever engine writes it: its events come and go through a view
-- of ours, one row an event under the event's own seq. Harmless to run again: what holds no data is made anew.

-- The plugin asks for a game by the text of its id.
create index if not exists event_of_persistence_id on event (
  lower(substr(hex(game), 1, 8) || '-' || substr(hex(game), 9, 4) || '-' || substr(hex(game), 13, 4) || '-' || substr(hex(game), 17, 4)
    || '-' || substr(hex(game), 21, 12)), seq);

drop view if exists akka_journal;
create view akka_journal as
select
  pos as ordering, at as created, 0 as deleted,
  lower(substr(hex(game), 1, 8) || '-' || substr(hex(game), 9, 4) || '-' || substr(hex(game), 13, 4) || '-' || substr(hex(game), 17, 4)
    || '-' || substr(hex(game), 21, 12)) as persistence_id,
  seq as sequence_number,
  -- The body goes as it is: one that is damaged puts its game aside, and does not fail the statement that finds it.
  cast(rtrim(json_object(
    'game', lower(substr(hex(game), 1, 8) || '-' || substr(hex(game), 9, 4) || '-' || substr(hex(game), 13, 4) || '-'
      || substr(hex(game), 17, 4) || '-' || substr(hex(game), 21, 12)),
    'seq', seq, 'last', last,
    'command', lower(substr(hex(command), 1, 8) || '-' || substr(hex(command), 9, 4) || '-' || substr(hex(command), 13, 4) || '-'
      || substr(hex(command), 17, 4) || '-' || substr(hex(command), 21, 12)),
    'content', content, 'at', at, 'who', who, 'role', role, 'side', side, 'cause', cause, 'rules', rules, 'why', why, 'type', type,
    'ver', ver), '}') || ',"body":' || cast(body as text) || '}' as blob) as message,
  'entry-1' as manifest, 16711 as identifier, null as tags
from event;

create trigger akka_append instead of insert on akka_journal begin
  select raise(abort, 'an event has nothing before it')
  where new.sequence_number > 1 and not exists (
    select 1 from event where game = unhex(replace(new.persistence_id, '-', '')) and seq = new.sequence_number - 1);
  insert into event (game, seq, last, command, content, at, who, role, side, cause, rules, why, type, ver, body)
  select
    unhex(replace(new.persistence_id, '-', '')), new.sequence_number, entry ->> 'last', unhex(replace(entry ->> 'command', '-', '')),
    entry ->> 'content', entry ->> 'at', entry ->> 'who', entry ->> 'role', entry ->> 'side', entry ->> 'cause', entry ->> 'rules',
    entry ->> 'why', entry ->> 'type', entry ->> 'ver', cast(entry -> 'body' as blob)
  from (select cast(new.message as text) as entry);
  insert into game (game, created, retrosheet, summary, due)
  select
    unhex(replace(new.persistence_id, '-', '')), entry ->> 'at', entry ->> '$.card.retrosheet',
    cast(entry -> '$.card.summary' as blob), entry ->> '$.card.due'
  from (select cast(new.message as text) as entry)
  where entry -> 'card' is not null
  on conflict (game) do update set retrosheet = excluded.retrosheet, summary = excluded.summary, due = excluded.due;
end;

-- The plugin replaces snapshots, which a view does not let it do: here it has a table, and what it keeps is kept for everybody.
create table if not exists akka_snapshot (
  persistence_id  text    not null,
  sequence_number integer not null,
  created         integer not null,
  snapshot        blob    not null,
  manifest        text    not null,
  serializer_id   integer,
  primary key (persistence_id, sequence_number)
);

drop trigger if exists akka_keep;
create trigger akka_keep after insert on akka_snapshot begin
  insert into snapshot (game, seq, schema, sha256, body)
  values (
    unhex(replace(new.persistence_id, '-', '')), new.sequence_number,
    -- Two bytes, of which SQLite makes a number by their digits.
    (instr('0123456789ABCDEF', substr(hex(new.snapshot), 3, 1)) - 1) * 16 + instr('0123456789ABCDEF', substr(hex(new.snapshot), 4, 1)) - 1,
    substr(new.snapshot, 3, 32), substr(new.snapshot, 35))
  on conflict (game, seq) do update set schema = excluded.schema, sha256 = excluded.sha256, body = excluded.body;
  -- The newest two of each, as everywhere.
  delete from akka_snapshot where persistence_id = new.persistence_id and sequence_number < (
    select sequence_number from akka_snapshot
    where persistence_id = new.persistence_id order by sequence_number desc limit 1 offset 1);
  delete from snapshot where game = unhex(replace(new.persistence_id, '-', '')) and seq < (
    select seq from snapshot where game = unhex(replace(new.persistence_id, '-', '')) order by seq desc limit 1 offset 1);
end;
