insert into akkagame.revocation (kind, name, at, who, why) values ($1, $2, $3, $4, $5);
