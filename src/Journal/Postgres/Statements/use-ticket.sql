insert into akkagame.used_ticket (ticket, until) values ($1, $2);
