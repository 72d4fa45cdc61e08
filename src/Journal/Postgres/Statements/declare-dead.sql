-- Whoever asks saw this beat stand still by his own clock; what counts as run out is said in observe-nodes.sql.
-- A row that is locked is not waited for: a session of that very node may hold it for ever.
with silent as (
  select node_id from akkagame.node
  where node_id = $1 and state <> 'dead' and beat = $2
    and not lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms'
  for no key update skip locked
)
update akkagame.node set state = 'dead' from silent where node.node_id = silent.node_id returning node.node_id;
