#!/bin/sh
# Run once by the image of PostgreSQL, as its superuser, on a fresh data folder: who there is, and the database.
#
# akkagame_owner owns the database and migrates; games is the server at work, and may append events but never change one. The two
# roles behind them hold the rights; making them here spares the owner the right to make roles.
set -eu

secrets=${AKKAGAME_SECRETS:-/run/secrets}

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
    --set owner_password="$(cat "$secrets/owner-password")" --set games_password="$(cat "$secrets/games-password")" \
    --dbname postgres << 'SQL'
set password_encryption = 'scram-sha-256';
-- Another database of this server may have made them.
select 'create role akkagame_app nologin' where not exists (select from pg_roles where rolname = 'akkagame_app') \gexec
select 'create role akkagame_read nologin' where not exists (select from pg_roles where rolname = 'akkagame_read') \gexec
create role akkagame_owner login password :'owner_password';
create role games login password :'games_password' in role akkagame_app;
create database akkagame owner akkagame_owner;
\connect akkagame
revoke all on schema public from public;
revoke all on database akkagame from public;
grant connect on database akkagame to games, akkagame_read;
SQL
