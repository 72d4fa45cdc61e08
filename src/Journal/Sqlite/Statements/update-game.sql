update game set retrosheet = $retrosheet, summary = $summary, due = $due where game = $game;
