delete from akkagame.pitching as old using json_populate_recordset(null::akkagame.pitching, $1) as new
where old.game = new.game and old.side = new.side and old.player = new.player;
