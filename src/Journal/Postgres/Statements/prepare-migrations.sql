-- One migrator at a time; the others wait here and then find the work done.
select pg_advisory_xact_lock(7236828701431264097);
create schema if not exists akkagame;
create table if not exists akkagame.migration (
  number     int         primary key check (number > 0),
  name       text        not null,
  checksum   text        not null,
  applied_at timestamptz not null default clock_timestamp()
);
