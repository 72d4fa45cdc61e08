insert into akkagame.event (
  game, seq, last, shard, epoch, shard_pos, command, content, at, who, role, side, cause, rules, why, type, ver, body)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);
