update game set retrosheet = $retrosheet, summary = $summary where game = $game;
