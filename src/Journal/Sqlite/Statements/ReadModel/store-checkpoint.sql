insert or replace into read_feed (feed, build, position, command, version, until)
values ($feed, $build, $position, $command, $version, $until);
