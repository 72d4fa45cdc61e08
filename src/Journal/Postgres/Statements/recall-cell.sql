select d20, says, game, roll, at, ruled from akkagame.cell
where league = $1 and edition = $2 and card = $3 and against = $4 and d6 = $5 and sum = $6 and situation = $7 and decisions = $8
  and purpose = $9 and (d20 = $10 or d20 = 0 or $10 = 0)
order by d20
