insert into akkagame.read_game (game, feed, build, seen, seq, unreadable)
select * from unnest($1::uuid[], $2::smallint[], $3::int[], $4::int[], $5::int[], $6::text[])
on conflict (game) do update set
  feed = excluded.feed, build = excluded.build, seen = excluded.seen, seq = excluded.seq, unreadable = excluded.unreadable;
