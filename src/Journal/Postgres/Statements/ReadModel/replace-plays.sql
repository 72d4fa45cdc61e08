delete from akkagame.plays as old using json_populate_recordset(null::akkagame.plays, $1) as new
where old.game = new.game and old.seq = new.seq;
