select build, position, command, version, until from read_feed where feed = $feed;
