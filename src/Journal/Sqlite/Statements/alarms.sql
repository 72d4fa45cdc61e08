select game, due from game where due is not null order by due;
