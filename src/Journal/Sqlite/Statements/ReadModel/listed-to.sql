select coalesce(max(number), 0) from read_list;
