-- Whoever has bound the port knows that these are gone, lease or no lease. Not who came after him: this may arrive when its sender has
-- given up long ago and another has the port.
update akkagame.node as before set state = 'dead'
from akkagame.node as me
where me.node_id = $4 and me.state <> 'dead'
  and before.host = $1 and before.boot = $2 and before.port = $3 and before.port > 0 and before.node_id <> $4 and before.state <> 'dead'
  and before.started_at <= me.started_at
returning before.node_id;
