select game, seen, build from read_game where game in (select unhex(value) from json_each($games));
