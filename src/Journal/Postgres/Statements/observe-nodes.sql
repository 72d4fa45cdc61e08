-- A lease that ends later than its length from now was written before the clock was set back, and has run out. The last column: no session
-- is left, as when its process was killed. Everybody's are gone after a restart of this server, and nobody's are there before he has any.
select node_id, addr, state, beat, not lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms',
  asked is not null,
  started_at < clock_timestamp() - interval '2 s' and pg_postmaster_start_time() < clock_timestamp() - interval '5 s'
    and not exists (select from pg_stat_activity where application_name = 'akkagame/' || node_id)
from akkagame.node where state <> 'dead' order by started_at, node_id;
