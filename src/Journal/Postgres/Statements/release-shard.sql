-- Waits for the appends under this token that are still running.
with given as (
  update akkagame.shard
  set owner = null, epoch = epoch + 1, wanted_by = null, changed_at = clock_timestamp()
  where token = $1 and owner = $2
  returning shard_id
)
select shard_id, pg_notify('akkagame_shard', '') from given;
