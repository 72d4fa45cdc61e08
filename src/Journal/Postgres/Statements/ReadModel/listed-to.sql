select coalesce(max(number), 0) from akkagame.read_list;
