insert into game (game, created, retrosheet, summary, due) values ($game, $created, $retrosheet, $summary, $due);
