select number, game, (select coalesce(max(seq), 0) from akkagame.event where event.game = game.game), created, retrosheet, summary
from akkagame.game
where number > $1
order by number
limit $2;
