with entered as (
  update akkagame.node set state = 'up' where node_id = $1 and state = 'joining' returning node_id
)
select node_id, pg_notify('akkagame_shard', '') from entered;
