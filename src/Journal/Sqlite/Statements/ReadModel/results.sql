select date, game_number, away, home, away_official, home_official, winner
from games
where league = $league and season = $season and how <> 'NoGame' and kind = 'regular'
order by date, game_number, game;
