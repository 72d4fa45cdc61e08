insert or replace into plays (
  game, seq, number, inning, half, batting, outs, bases, batter, pitcher, code, text, runs, rbi, away, home
) values (
  $game, $seq, $number, $inning, $half, $batting, $outs, $bases, $batter, $pitcher, $code, $text, $runs, $rbi, $away, $home
);
