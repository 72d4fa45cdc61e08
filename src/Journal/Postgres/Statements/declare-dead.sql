-- Whoever asks saw this beat stand still by his own clock; what counts as run out is said in observe-nodes.sql.
update akkagame.node set state = 'dead'
where node_id = $1 and state <> 'dead' and beat = $2
  and not lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms'
returning node_id;
