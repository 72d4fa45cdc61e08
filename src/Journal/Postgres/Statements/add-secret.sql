insert into akkagame.game_secret (game, key, box) values ($1, $2, $3);
