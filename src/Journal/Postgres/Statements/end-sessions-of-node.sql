-- Of a node that is dead, or whose lease has run out as observe-nodes.sql says it: one of them may hold the node's own row, so that nobody
-- can declare it dead. Never the one that asks. Waits until each is gone and its locks with it. Those of another login we may not
-- end: they are passed over, so that the shards they do not hold can still be taken.
select count(*) filter (where pg_terminate_backend(pid, 500))::int
from pg_stat_activity
where application_name = $1 and pid <> pg_backend_pid() and pg_has_role(usesysid, 'usage')
  and not exists (select from akkagame.node where node_id = $2 and state <> 'dead'
    and lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms');
