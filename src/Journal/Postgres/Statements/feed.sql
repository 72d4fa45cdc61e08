select shard_pos, game, seq, command, at from akkagame.event where shard = $1 and shard_pos > $2 order by shard_pos limit $3;
