delete from akkagame.lineups where game = any($1);
