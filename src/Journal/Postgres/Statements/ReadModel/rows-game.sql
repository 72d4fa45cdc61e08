select
  game, seq, created, updated, league, date, game_number, kind, site, mode, retrosheet, status, inning, half, outs, how, winner, away,
  home, away_runs, home_runs, away_official, home_official, away_hits, home_hits, away_errors, home_errors, away_lob, home_lob, away_line,
  home_line, win, loss, save, innings, attendance, minutes
from akkagame.games where game = $1;
