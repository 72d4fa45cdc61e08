insert into akkagame.batting select * from json_populate_recordset(null::akkagame.batting, $1);
