select connection, session, game, who, role, side, address, client, connected, seen, acked, sent, closed, code
from game_session
where game = ?1
order by seen desc, connection desc
limit ?2;
