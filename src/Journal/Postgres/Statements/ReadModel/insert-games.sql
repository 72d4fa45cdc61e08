insert into akkagame.games select * from json_populate_recordset(null::akkagame.games, $1);
