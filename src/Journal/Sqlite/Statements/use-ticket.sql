insert into used_ticket (ticket, until) select $ticket, $until where not exists (select 1 from used_ticket where ticket = $ticket);
