select key, box from game_secret where game = $game;
