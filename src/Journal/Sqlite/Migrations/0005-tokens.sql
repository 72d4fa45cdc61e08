-- Tickets that were used, until their time is over: each opens one connection.
create table used_ticket (
  ticket blob    not null primary key check (length(ticket) = 16),
  until  integer not null    -- Unix milliseconds UTC
) without rowid;

-- Tokens that are not believed any more, and persons none of whose tokens from before that moment is.
create table revocation (
  number integer not null primary key,
  kind   integer not null,   -- 0: the token of that id, 1: the person of that name
  name   text    not null,
  at     integer not null,   -- Unix milliseconds UTC
  who    text    not null,   -- the operator
  why    text
);
create index revocation_at on revocation (at);
