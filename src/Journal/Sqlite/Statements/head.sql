select coalesce(max(seq), 0) from event where game = $game;
