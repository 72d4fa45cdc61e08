insert or replace into read_game (game, feed, build, seen, seq, unreadable)
values ($game, $feed, $build, $seen, $seq, $unreadable);
