select game, due from akkagame.game where shard = $1 and due is not null order by due;
