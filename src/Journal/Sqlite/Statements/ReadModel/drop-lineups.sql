delete from lineups where game = $game;
