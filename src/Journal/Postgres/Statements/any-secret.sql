select exists (select from akkagame.game_secret);
