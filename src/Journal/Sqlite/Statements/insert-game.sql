insert into game (game, created, retrosheet, summary) values ($game, $created, $retrosheet, $summary);
