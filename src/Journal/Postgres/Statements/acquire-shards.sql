-- Never from a living node, and never for one that is not up. A row that somebody has locked is passed over, not waited for.
with free as (
  select shard.shard_id from akkagame.shard left join akkagame.node on node.node_id = shard.owner
  where shard.shard_id = any ($1) and (node.node_id is null or node.state = 'dead')
  order by shard.shard_id
  for update of shard skip locked
),
taken as (
  update akkagame.shard
  set owner = $2, epoch = epoch + 1, wanted_by = null, changed_at = clock_timestamp()
  from free
  where shard.shard_id = free.shard_id and exists (select from akkagame.node where node_id = $2 and state = 'up')
  returning shard.shard_id, shard.epoch
)
select shard_id, epoch, pg_notify('akkagame_shard', '') from taken;
