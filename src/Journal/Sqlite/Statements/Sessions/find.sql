select connection, session, game, who, role, side, address, client, connected, seen, acked, sent, closed, code
from game_session
order by seen desc, connection desc
limit ?1;
