delete from akkagame.batting where game = any($1);
