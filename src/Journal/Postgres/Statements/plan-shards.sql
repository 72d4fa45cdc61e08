-- Two who plan at once, by two looks, would move more than is needed. A row that an append has locked is passed over: the next plan has it.
with planner as materialized (select pg_try_advisory_xact_lock(7236828701431264098) as alone),
wish as (
  select shard.shard_id, asked.node
  from unnest($1::bigint[], $2::uuid[]) as asked (token, node)
    join akkagame.shard on shard.token = asked.token
    join akkagame.node on node.node_id = asked.node and node.state = 'up' and node.asked is null
  where (select alone from planner)
  order by shard.shard_id
  for no key update of shard skip locked
),
planned as (
  update akkagame.shard set wanted_by = wish.node from wish where shard.shard_id = wish.shard_id returning shard.shard_id
)
select shard_id, pg_notify('akkagame_shard', '') from planned;
