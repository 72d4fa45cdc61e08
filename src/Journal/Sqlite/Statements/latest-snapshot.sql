select seq, schema, sha256, body from snapshot where game = $game and seq < $below order by seq desc limit 1;
