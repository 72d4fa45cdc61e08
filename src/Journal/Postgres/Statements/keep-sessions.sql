insert into akkagame.game_session as kept
  (connection, session, game, who, role, side, address, client, connected, seen, acked, sent, closed, code)
select * from unnest(
  $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::smallint[], $6::smallint[], $7::text[], $8::text[], $9::bigint[], $10::bigint[],
  $11::int[], $12::int[], $13::bigint[], $14::int[])
on conflict (connection) do update
set session = excluded.session, game = excluded.game, who = excluded.who, role = excluded.role, side = excluded.side,
  address = excluded.address, client = excluded.client, connected = excluded.connected,
  seen = greatest(kept.seen, excluded.seen), acked = greatest(kept.acked, excluded.acked), sent = greatest(kept.sent, excluded.sent),
  closed = coalesce(excluded.closed, kept.closed), code = coalesce(excluded.code, kept.code);
