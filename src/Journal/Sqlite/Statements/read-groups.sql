select seq, last, command, content, at, who, role, side, cause, rules, why, type, ver, body
from event where game = $game and seq > $after and last <= $upto order by seq;
