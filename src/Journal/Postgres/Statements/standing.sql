-- How each game stands, and what stands where the group was to begin. In the order of the question.
select
  coalesce((select max(seq) from akkagame.event where event.game = asked.game), 0) as head,
  there.command, there.epoch, there.last, there.content
from unnest($1::uuid[], $2::int[]) with ordinality as asked (game, first, place)
  left join akkagame.event as there on there.game = asked.game and there.seq = asked.first
order by asked.place;
