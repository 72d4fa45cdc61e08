delete from akkagame.batting as old using json_populate_recordset(null::akkagame.batting, $1) as new
where old.game = new.game and old.side = new.side and old.player = new.player;
