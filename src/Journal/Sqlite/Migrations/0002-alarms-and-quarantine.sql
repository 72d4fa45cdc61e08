-- When a game wants to be woken for its next timer, Unix milliseconds UTC. Few games have one, so the index is small.
alter table game add column due integer;
create index game_by_due on game (due) where due is not null;

-- Games that can be read but not written, and why.
create table quarantine (
  game  blob    not null primary key check (length(game) = 16),
  seq   integer not null,
  why   text    not null,
  who   text,                -- the operator who put it aside; null where its journal cannot be read
  since integer not null     -- Unix milliseconds UTC
) without rowid;
