delete from akkagame.used_ticket where until < $1;
