insert into akkagame.read_feed (feed, build, position, command, version, until)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing;
