delete from quarantine where game = $game;
