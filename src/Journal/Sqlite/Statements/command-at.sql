select command from event where game = $game and seq = $seq;
