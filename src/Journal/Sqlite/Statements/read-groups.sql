-- Where $after lies inside a group, that group is left out whole.
select seq, last, command, content, at, who, role, side, cause, rules, why, type, ver, body
from event
where game = $game and seq > coalesce((select last from event where game = $game and seq = $after), $after) and last <= $upto
order by seq;
