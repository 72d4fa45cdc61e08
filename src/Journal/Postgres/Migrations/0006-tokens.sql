-- Tickets that were used, on whatever node, until their time is over: each opens one connection.
create table akkagame.used_ticket (
  ticket uuid   not null,
  until  bigint not null,                                            -- Unix milliseconds UTC
  constraint used_ticket_once primary key (ticket)
);

-- Tokens that are not believed any more, and persons none of whose tokens from before that moment is.
create table akkagame.revocation (
  number bigint   generated always as identity primary key,
  kind   smallint not null,                                          -- 0: the token of that id, 1: the person of that name
  name   text     not null,
  at     bigint   not null,                                          -- Unix milliseconds UTC
  who    text     not null,                                          -- the operator
  why    text
);
create index revocation_at on akkagame.revocation (at);
