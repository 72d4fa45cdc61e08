insert into revocation (kind, name, at, who, why) values ($kind, $name, $at, $who, $why);
