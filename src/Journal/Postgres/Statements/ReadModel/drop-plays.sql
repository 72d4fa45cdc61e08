delete from akkagame.plays where game = any($1);
