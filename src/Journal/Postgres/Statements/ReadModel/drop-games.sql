delete from akkagame.games where game = any($1);
