delete from game_session where seen < ?1 and coalesce(closed, seen) < ?1;
