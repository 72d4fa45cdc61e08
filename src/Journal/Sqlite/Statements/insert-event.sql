insert into event (game, seq, last, command, content, at, who, role, side, cause, rules, why, type, ver, body)
values ($game, $seq, $last, $command, $content, $at, $who, $role, $side, $cause, $rules, $why, $type, $ver, $body);
