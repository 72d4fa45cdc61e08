select coalesce(max(seq), 0) from akkagame.event where game = $1;
