-- Who holds the lock on a shard's row: a row names its locker's transaction, and that is locked by its session. Of another user's session
-- we may see no more than this.
select shard.shard_id, session.pid, session.usename::text, session.application_name
from akkagame.shard
  join pg_locks as held on held.locktype = 'transactionid' and held.granted and held.transactionid = shard.xmax
  join pg_stat_activity as session on session.pid = held.pid
where shard.token = any ($1);
