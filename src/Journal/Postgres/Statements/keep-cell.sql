insert into akkagame.cell
  (league, edition, card, against, d6, sum, d20, situation, decisions, purpose, says, game, roll, at, ruled)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
-- A ruling stands against a plain reading; of two rulings the later one, of two plain readings the earlier one.
on conflict on constraint cell_of_card do update
set says = excluded.says, game = excluded.game, roll = excluded.roll, at = excluded.at, ruled = excluded.ruled
where excluded.ruled and not cell.ruled
  or excluded.ruled and cell.ruled and (excluded.at, excluded.game) > (cell.at, cell.game)
  or not excluded.ruled and not cell.ruled and (excluded.at, excluded.game) < (cell.at, cell.game)
