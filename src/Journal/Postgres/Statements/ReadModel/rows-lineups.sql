select
  game, entry, from_seq, player, name, position, inning, half, until_seq
from akkagame.lineups where game = $1
order by from_seq, entry;
