-- From exactly where it stood: of two projectors one is told no.
update akkagame.read_feed set build = $2, position = $3, command = $4, version = $5, until = $6
where feed = $1 and build = $7 and position = $8 and command = $9 and version = $10 and until = $11;
