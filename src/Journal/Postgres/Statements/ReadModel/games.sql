select
  number,
  game, seq, created, updated, league, date, game_number, kind, site, mode, retrosheet, status, inning, half, outs, how, winner, away,
  home, away_runs, home_runs, away_official, home_official, away_hits, home_hits, away_errors, home_errors, away_lob, home_lob, away_line,
  home_line, win, loss, save, innings, attendance, minutes
from akkagame.games
where number > $1 and number <= $2
  and ($3::text is null or lower(away) = $3 or lower(home) = $3)
  and ($4::date is null or date >= $4) and ($5::date is null or date <= $5)
  and ($6::text is null or status = $6) and ($7::text is null or league = $7)
  and not exists (select from unnest($8::text[]) as word where position(word in words) = 0)
order by number
limit $9;
