delete from pitching where game = $game;
