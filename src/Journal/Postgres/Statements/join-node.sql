-- One after the other, so that of two who come in the same moment the later one finds the earlier one.
with turn as materialized (select pg_advisory_xact_lock(7236828701431264099))
insert into akkagame.node (node_id, addr, host, boot, port, ttl_ms, lease_until, state)
select $1, $2, $3, $4, $5, $6, clock_timestamp() + $6 * interval '1 ms', case when $7 then 'up' else 'joining' end
from turn;
