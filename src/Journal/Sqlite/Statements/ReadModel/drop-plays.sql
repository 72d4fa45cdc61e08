delete from plays where game = $game;
