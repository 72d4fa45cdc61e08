with old as (
  delete from akkagame.read_game
  where feed = $1 and build < (select build from akkagame.read_feed where feed = $1)
  returning game),
games_gone as (delete from akkagame.games where game in (select game from old)),
lineups_gone as (delete from akkagame.lineups where game in (select game from old)),
plays_gone as (delete from akkagame.plays where game in (select game from old)),
batting_gone as (delete from akkagame.batting where game in (select game from old)),
pitching_gone as (delete from akkagame.pitching where game in (select game from old))
select count(*) from old;
