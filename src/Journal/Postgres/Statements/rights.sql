-- Who may do what in the schema as it stands now. Run after every migration, and harmless to run again: roles belong to the server and not
-- to the database, so a backup restored elsewhere comes without them, and several databases of one server share them.
do $$
begin
  if not exists (select from pg_roles where rolname = 'akkagame_app') then create role akkagame_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'akkagame_read') then create role akkagame_read nologin; end if;
exception when duplicate_object or unique_violation then
  null; -- A migration of another database of this server made it in the same moment.
end $$;

-- The server at work. A table that a later migration adds is covered; one that must not be written gets its line below.
grant usage on schema akkagame to akkagame_app;
grant select, insert, update, delete on all tables in schema akkagame to akkagame_app;
grant usage on all sequences in schema akkagame to akkagame_app;

-- Events are appended, never changed and never deleted.
revoke update, delete, truncate on akkagame.event from akkagame_app;
-- Shards are what they are; only who owns them changes.
revoke insert, update, delete, truncate on akkagame.shard from akkagame_app;
grant update (owner, epoch, wanted_by, changed_at) on akkagame.shard to akkagame_app;
-- A game that is written stays listed.
revoke delete, truncate on akkagame.game from akkagame_app;
-- Nodes that were declared dead stay so: whoever removed or renamed one could come back under its id.
revoke update, delete, truncate on akkagame.node from akkagame_app;
grant update (state, beat, lease_until, asked) on akkagame.node to akkagame_app;
revoke insert, update, delete, truncate on akkagame.migration from akkagame_app;
-- What a cluster is it stays; only how its nodes speak to one another may change.
revoke update, delete, truncate on akkagame.cluster from akkagame_app;
grant update (protocol) on akkagame.cluster to akkagame_app;
-- A secret is made once: dice that fell under it cannot be checked with another.
revoke update, delete, truncate on akkagame.game_secret from akkagame_app;
-- What was revoked stays so.
revoke update, delete, truncate on akkagame.revocation from akkagame_app;

-- Who looks on. Named one by one: a table that holds secrets is not among them by mistake.
grant usage on schema akkagame to akkagame_read;
grant select on akkagame.event, akkagame.snapshot, akkagame.game, akkagame.quarantine, akkagame.shard, akkagame.node, akkagame.cluster,
  akkagame.migration,
  akkagame.games, akkagame.lineups, akkagame.plays, akkagame.batting, akkagame.pitching, akkagame.read_feed, akkagame.read_game,
  akkagame.cell, akkagame.game_session, akkagame.revocation
  to akkagame_read;
