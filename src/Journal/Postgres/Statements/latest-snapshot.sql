select seq, schema, sha256, body from akkagame.snapshot where game = $1 and seq < $2 order by seq desc limit 1;
