-- Whoever asks was refused at its port; what counts as gone is said in observe-nodes.sql.
update akkagame.node set state = 'dead'
where node_id = $1 and state <> 'dead' and beat = $2
  and started_at < clock_timestamp() - interval '2 s' and pg_postmaster_start_time() < clock_timestamp() - interval '5 s'
  and not exists (select from pg_stat_activity where application_name = 'akkagame/' || node_id)
returning node_id;
