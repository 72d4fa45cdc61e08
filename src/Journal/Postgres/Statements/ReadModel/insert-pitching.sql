insert into akkagame.pitching select * from json_populate_recordset(null::akkagame.pitching, $1);
