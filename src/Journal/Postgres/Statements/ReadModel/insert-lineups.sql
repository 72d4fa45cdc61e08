insert into akkagame.lineups select * from json_populate_recordset(null::akkagame.lineups, $1);
