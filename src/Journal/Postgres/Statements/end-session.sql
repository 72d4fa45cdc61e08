-- A session of ours that we have left may still run its statement, or sit on its locks.
select pg_terminate_backend(pid, 500) from pg_stat_activity where pid = any ($1) and application_name = $2 and pid <> pg_backend_pid();
