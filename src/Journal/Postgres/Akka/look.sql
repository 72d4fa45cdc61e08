-- Whether Akka.NET's tables are made; whether a node of this program's own engine lives, or one on Akka.NET, which is known by what its
-- sessions are called: $1.
select
  to_regclass('akkagame.akka_journal') is not null,
  exists (select from akkagame.node where state <> 'dead' and lease_until > clock_timestamp()),
  exists (select from pg_stat_activity where datname = current_database() and application_name = $1);
