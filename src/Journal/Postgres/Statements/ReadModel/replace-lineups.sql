delete from akkagame.lineups as old using json_populate_recordset(null::akkagame.lineups, $1) as new
where old.game = new.game and old.entry = new.entry and old.from_seq = new.from_seq;
