select feed, build, position, command, version, until from akkagame.read_feed;
