insert or replace into lineups (
  game, entry, from_seq, player, name, position, inning, half, until_seq
) values (
  $game, $entry, $from_seq, $player, $name, $position, $inning, $half, $until_seq
);
