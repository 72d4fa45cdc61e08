-- No row: it was declared dead.
update akkagame.node
set beat = beat + 1, lease_until = clock_timestamp() + ttl_ms * interval '1 ms'
where node_id = $1 and state <> 'dead'
returning beat;
