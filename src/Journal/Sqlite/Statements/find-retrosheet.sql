select number, game, (select coalesce(max(seq), 0) from event where event.game = game.game), created, retrosheet, summary
from game where retrosheet = $retrosheet order by number limit 1;
