delete from akkagame.quarantine where game = $1;
