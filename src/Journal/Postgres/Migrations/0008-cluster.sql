-- What the nodes of this database agree on, written by the first one that joins and held against itself by all others. So nodes that
-- belong elsewhere, and were given the wrong database, find that out before they write anything.
create table akkagame.cluster (
  one      boolean     primary key default true check (one),          -- there is one row
  name     text        not null check (length(name) between 1 and 40),
  shards   int         not null check (shards > 0),                   -- games are told apart by it for ever
  protocol int         not null check (protocol > 0),                 -- which nodes speak to one another
  since    timestamptz not null default clock_timestamp()
);
