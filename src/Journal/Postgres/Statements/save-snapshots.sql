insert into akkagame.snapshot (game, seq, schema, sha256, body)
select * from unnest($1::uuid[], $2::int[], $3::smallint[], $4::bytea[], $5::bytea[])
on conflict (game, seq) do update set schema = excluded.schema, sha256 = excluded.sha256, body = excluded.body;
