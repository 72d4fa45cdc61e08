insert into snapshot (game, seq, schema, sha256, body) values ($game, $seq, $schema, $sha256, $body)
on conflict (game, seq) do update set schema = excluded.schema, sha256 = excluded.sha256, body = excluded.body;
