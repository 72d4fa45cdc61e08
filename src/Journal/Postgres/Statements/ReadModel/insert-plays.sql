insert into akkagame.plays select * from json_populate_recordset(null::akkagame.plays, $1);
