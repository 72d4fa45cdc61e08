-- One row is left by every start of a server. Who died long ago is missed by nobody: a process that slept for so long finds no row to renew
-- and joins as another, and a shard whose owner is unknown is free.
delete from akkagame.node where state = 'dead' and lease_until < clock_timestamp() - interval '1 day';
