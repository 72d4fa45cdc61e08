-- The first node writes it. Another protocol is taken up by the first one that comes when nobody is left who speaks the one before.
insert into akkagame.cluster (name, shards, protocol) values ($1, $2, $3)
on conflict (one) do update set protocol = case
    when cluster.name = excluded.name and cluster.shards = excluded.shards and not exists (
      select from akkagame.node
      where state <> 'dead' and lease_until between clock_timestamp() and clock_timestamp() + ttl_ms * interval '1 ms')
    then excluded.protocol
    else cluster.protocol
  end
returning name, shards, protocol;
