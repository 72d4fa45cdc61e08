select
  game, side, player, name, nth, started, finished, win, loss, save, hold, blown_save, outs, bf, ab, h, doubles, triples, hr, r, er, bb,
  ibb, so, hbp, sh, sf, ci, gidp, wp, bk, inherited, inherited_scored, pitches, strikes
from akkagame.pitching where game = $1
order by side, nth;
