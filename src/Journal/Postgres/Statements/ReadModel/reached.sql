select game, seen, build from akkagame.read_game where game = any($1);
