select game, due from akkagame.game where due is not null order by due;
