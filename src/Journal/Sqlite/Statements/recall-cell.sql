select d20, says, game, roll, at, ruled from cell
where league = $league and edition = $edition and card = $card and against = $against and d6 = $d6 and sum = $sum
  and situation = $situation and decisions = $decisions and purpose = $purpose and (d20 = $d20 or d20 = 0 or $d20 = 0)
order by d20;
