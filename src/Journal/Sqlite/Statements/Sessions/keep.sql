insert into game_session (connection, session, game, who, role, side, address, client, connected, seen, acked, sent, closed, code)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
on conflict (connection) do update
set session = excluded.session, game = excluded.game, who = excluded.who, role = excluded.role, side = excluded.side,
  address = excluded.address, client = excluded.client, connected = excluded.connected,
  seen = max(seen, excluded.seen), acked = max(acked, excluded.acked), sent = max(sent, excluded.sent),
  closed = coalesce(excluded.closed, closed), code = coalesce(excluded.code, code);
