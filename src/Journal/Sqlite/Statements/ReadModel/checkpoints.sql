select feed, build, position, command, version, until from read_feed;
