select number, game, (select coalesce(max(seq), 0) from akkagame.event where event.game = game.game), created, retrosheet, summary
from akkagame.game
where game = $1;
