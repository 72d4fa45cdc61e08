insert into akkagame.quarantine (game, seq, why, who, since) values ($1, $2, $3, $4, $5)
on conflict (game) do update set seq = excluded.seq, why = excluded.why, who = excluded.who;
