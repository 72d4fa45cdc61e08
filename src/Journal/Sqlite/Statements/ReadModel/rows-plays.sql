select
  game, seq, number, inning, half, batting, outs, bases, batter, pitcher, code, text, runs, rbi, away, home
from plays where game = $game
order by seq;
