select feed.shard, coalesce((select max(shard_pos) from akkagame.event where event.shard = feed.shard), 0)
from unnest($1::smallint[]) as feed (shard);
