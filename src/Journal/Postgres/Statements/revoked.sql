select kind, name, at, who, why from akkagame.revocation where at >= $1 order by at, number;
