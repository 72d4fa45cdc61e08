select game, seq, unreadable from read_game where unreadable is not null order by game limit $max;
