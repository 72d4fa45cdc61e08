select exists (select 1 from game_secret);
