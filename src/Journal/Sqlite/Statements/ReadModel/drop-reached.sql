delete from read_game where game = $game;
