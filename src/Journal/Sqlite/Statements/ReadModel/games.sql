select
  number,
  game, seq, created, updated, league, date, game_number, kind, site, mode, retrosheet, status, inning, half, outs, how, winner, away,
  home, away_runs, home_runs, away_official, home_official, away_hits, home_hits, away_errors, home_errors, away_lob, home_lob, away_line,
  home_line, win, loss, save, innings, attendance, minutes
from games
where number > $after and number <= $upto
  and ($team is null or lower(away) = $team or lower(home) = $team)
  and ($from is null or date >= $from) and ($to is null or date <= $to)
  and ($status is null or status = $status) and ($league is null or league = $league)
  and not exists (select 1 from json_each($words) as word where instr(words, word.value) = 0)
order by number
limit $max;
