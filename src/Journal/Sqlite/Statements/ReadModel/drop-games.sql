delete from games where game = $game;
