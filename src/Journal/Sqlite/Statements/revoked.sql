select kind, name, at, who, why from revocation where at >= $since order by at, number;
