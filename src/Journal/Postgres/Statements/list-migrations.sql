select number, name, checksum from akkagame.migration order by number;
