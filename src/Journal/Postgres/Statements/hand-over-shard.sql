-- Waits for the appends under this token that are still running. Whoever gets it is woken, so that nobody waits for his next look.
with given as (
  update akkagame.shard
  set owner = $3, epoch = epoch + 1, wanted_by = null, changed_at = clock_timestamp()
  where token = $1 and owner = $2 and exists (
    select from akkagame.node
    where node_id = $3 and state = 'up'
      and lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms')
  returning epoch
)
select epoch, pg_notify('akkagame_shard', '') from given;
