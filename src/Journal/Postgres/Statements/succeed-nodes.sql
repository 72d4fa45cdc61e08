-- Whoever has bound the port knows that these are gone, lease or no lease.
update akkagame.node set state = 'dead'
where host = $1 and boot = $2 and port = $3 and port > 0 and node_id <> $4 and state <> 'dead'
returning node_id;
