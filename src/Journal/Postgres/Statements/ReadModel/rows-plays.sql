select
  game, seq, number, inning, half, batting, outs, bases, batter, pitcher, code, text, runs, rbi, away, home
from akkagame.plays where game = $1
order by seq;
