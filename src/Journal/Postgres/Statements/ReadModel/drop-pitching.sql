delete from akkagame.pitching where game = any($1);
