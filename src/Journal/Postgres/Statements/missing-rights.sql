-- The first right that the server at work needs and this login lacks; $1 names one table, null asks for all; $2: only the rights to read.
select upper(needed.verb) || ' on akkagame.' || needed.name
from (values
    ('migration', 'select'),
    ('event', 'select'), ('event', 'insert'),
    ('snapshot', 'select'), ('snapshot', 'insert'), ('snapshot', 'update'), ('snapshot', 'delete'),
    ('game', 'select'), ('game', 'insert'), ('game', 'update'),
    ('game_secret', 'select'), ('game_secret', 'insert'),
    ('quarantine', 'select'), ('quarantine', 'insert'), ('quarantine', 'update'), ('quarantine', 'delete'),
    ('cell', 'select'), ('cell', 'insert'), ('cell', 'update'),
    ('game_session', 'select'), ('game_session', 'insert'), ('game_session', 'update'), ('game_session', 'delete'),
    ('used_ticket', 'select'), ('used_ticket', 'insert'), ('used_ticket', 'delete'),
    ('revocation', 'select'), ('revocation', 'insert'),
    ('read_feed', 'select'), ('read_feed', 'insert'), ('read_feed', 'update'), ('games', 'select'), ('games', 'insert'),
    ('shard', 'select'), ('shard', 'update'),
    ('cluster', 'select'), ('cluster', 'insert'), ('cluster', 'update'),
    ('node', 'select'), ('node', 'insert'), ('node', 'update')) as needed (name, verb)
  left join pg_namespace on nspname = 'akkagame'
  left join pg_class on relnamespace = pg_namespace.oid and relname = needed.name
where (needed.name = $1 or $1 is null)
  and (needed.verb = 'select' and needed.name not in ('game_secret', 'used_ticket') or not $2)
  and not coalesce(
    has_schema_privilege(pg_namespace.oid, 'usage')
      and case when needed.verb = 'delete' then has_table_privilege(pg_class.oid, 'delete')
          else has_any_column_privilege(pg_class.oid, needed.verb) end,
    false)
limit 1;
