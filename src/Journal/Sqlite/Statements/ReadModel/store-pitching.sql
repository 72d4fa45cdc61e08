insert or replace into pitching (
  game, side, player, name, nth, started, finished, win, loss, save, hold, blown_save, outs, bf, ab, h, doubles, triples, hr, r, er, bb,
  ibb, so, hbp, sh, sf, ci, gidp, wp, bk, inherited, inherited_scored, pitches, strikes
) values (
  $game, $side, $player, $name, $nth, $started, $finished, $win, $loss, $save, $hold, $blown_save, $outs, $bf, $ab, $h, $doubles,
  $triples, $hr, $r, $er, $bb, $ibb, $so, $hbp, $sh, $sf, $ci, $gidp, $wp, $bk, $inherited, $inherited_scored, $pitches, $strikes
);
