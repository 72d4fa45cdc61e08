-- The last place taken in the history of each shard.
select asked.shard, coalesce((select max(shard_pos) from akkagame.event where event.shard = asked.shard), 0)
from unnest($1::smallint[]) as asked (shard);
