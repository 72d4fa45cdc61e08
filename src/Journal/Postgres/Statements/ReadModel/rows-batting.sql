select
  game, side, player, name, entry, started, positions, pa, ab, r, h, doubles, triples, hr, rbi, rbi_two_out, bb, ibb, so, hbp, sh, sf,
  gidp, sb, cs, ci, lob, risp_ab, risp_h
from akkagame.batting where game = $1
order by side, entry;
