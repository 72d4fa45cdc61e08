delete from batting where game = $game;
