select game from read_game where feed = $feed and build < (select build from read_feed where feed = $feed);
