-- The head and the groups as of one moment: a row with the head alone where there is nothing to read. Where $2 lies inside a group, that
-- group is left out whole.
select
  stand.head, event.seq, event.last, event.command, event.content, event.at, event.who, event.role, event.side, event.cause, event.rules,
  event.why, event.type, event.ver, event.body
from (
    select
      coalesce((select max(seq) from akkagame.event where game = $1), 0) as head,
      coalesce((select last from akkagame.event where game = $1 and seq = $2), $2) as after) as stand
  left join akkagame.event on event.game = $1 and event.seq > stand.after and event.last <= $3
order by event.seq;
