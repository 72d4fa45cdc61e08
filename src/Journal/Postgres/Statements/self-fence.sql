-- Waits for the appends under these tokens that are still running, then no further one can ever commit.
with mine as (
  select shard_id from akkagame.shard where token = any ($1) and owner = $2 order by shard_id for update
)
update akkagame.shard
set epoch = epoch + 1, changed_at = clock_timestamp()
from mine where shard.shard_id = mine.shard_id
returning shard.shard_id, shard.epoch;
