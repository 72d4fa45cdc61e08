select date, game_number, away, home, away_official, home_official, winner
from akkagame.games
where league = $1 and season = $2 and how <> 'NoGame' and kind = 'regular'
order by date, game_number, game;
