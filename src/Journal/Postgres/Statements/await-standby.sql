-- Changes nothing, but is a commit like any other: done when everything before it is as durable as the server was told to make it.
select pg_logical_emit_message(true, 'akkagame', '');
