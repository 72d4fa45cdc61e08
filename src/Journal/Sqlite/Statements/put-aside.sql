insert into quarantine (game, seq, why, who, since) values ($game, $seq, $why, $who, $since)
on conflict (game) do update set seq = excluded.seq, why = excluded.why, who = excluded.who;
