-- The last column is 0 where a pooler between us and the server has dropped what we asked for at the start of the session.
select
  current_setting('server_version_num')::int,
  pg_is_in_recovery() or current_setting('transaction_read_only')::boolean,
  (select setting::int from pg_settings where name = 'statement_timeout');
