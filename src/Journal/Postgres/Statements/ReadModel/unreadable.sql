select game, seq, unreadable from akkagame.read_game where unreadable is not null order by game limit $1;
