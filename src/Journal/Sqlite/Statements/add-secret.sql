insert into game_secret (game, key, box) select $game, $key, $box where not exists (select 1 from game_secret where game = $game);
