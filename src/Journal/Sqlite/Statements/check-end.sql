-- How many of the last events cannot be found by their game and seq, or belong to no game of the list.
select count(*)
from (select pos, game, seq from event order by pos desc limit 1000) late
where not exists (
    select 1 from event indexed by event_of_game where event.game = late.game and event.seq = late.seq and event.pos = late.pos)
  or not exists (select 1 from game where game.game = late.game);
