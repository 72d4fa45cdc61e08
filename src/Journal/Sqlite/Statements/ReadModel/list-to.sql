insert or replace into read_list (id, number) values (1, $number);
