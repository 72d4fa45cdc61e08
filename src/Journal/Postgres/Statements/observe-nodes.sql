-- A lease that ends later than its length from now was written before the clock was set back, and has run out.
select node_id, addr, state, beat, not lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms'
from akkagame.node where state <> 'dead' order by started_at, node_id;
