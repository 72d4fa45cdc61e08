select
  game, entry, from_seq, player, name, position, inning, half, until_seq
from lineups where game = $game
order by from_seq, entry;
