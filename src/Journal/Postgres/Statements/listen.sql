listen akkagame_shard;
