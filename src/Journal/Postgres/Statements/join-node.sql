insert into akkagame.node (node_id, addr, host, boot, port, ttl_ms, lease_until)
values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $6 * interval '1 ms');
