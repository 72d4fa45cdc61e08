select key, box from akkagame.game_secret where game = $1;
