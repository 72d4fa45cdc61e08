insert into cell (league, edition, card, against, d6, sum, d20, situation, decisions, purpose, says, game, roll, at, ruled)
values (
  $league, $edition, $card, $against, $d6, $sum, $d20, $situation, $decisions, $purpose, $says, $game, $roll, $at, $ruled)
-- A ruling stands against a plain reading; of two rulings the later one, of two plain readings the earlier one.
on conflict do update set says = excluded.says, game = excluded.game, roll = excluded.roll, at = excluded.at, ruled = excluded.ruled
where excluded.ruled > ruled
  or excluded.ruled = ruled and iif(ruled, (excluded.at, excluded.game) > (at, game), (excluded.at, excluded.game) < (at, game));
