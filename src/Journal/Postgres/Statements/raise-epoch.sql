-- Waits for what is still running under this token, then nothing that was sent under it can ever do anything.
update akkagame.shard set epoch = epoch + 1, changed_at = clock_timestamp() where token = $1 and owner = $2 returning epoch;
