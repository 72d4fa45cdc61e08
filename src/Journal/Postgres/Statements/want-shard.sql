with wanted as (
  update akkagame.shard set wanted_by = $2
  where shard_id = $1 and owner is not null
    and exists (select from akkagame.node where node_id = $2 and state = 'up' and asked is null)
  returning shard_id
)
select shard_id, pg_notify('akkagame_shard', '') from wanted;
