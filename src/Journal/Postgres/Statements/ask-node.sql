with asked as (
  update akkagame.node set asked = case when $2 then 'drain' end where node_id = $1 and state <> 'dead' returning node_id
)
select node_id, pg_notify('akkagame_shard', '') from asked;
