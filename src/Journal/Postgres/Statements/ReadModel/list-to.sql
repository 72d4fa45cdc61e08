insert into akkagame.read_list (id, number) values (1, $1) on conflict (id) do update set number = excluded.number;
