-- A row's place is one more than the last one's, and rows are never deleted: there are no gaps.
select pos, game, seq, command, at from event where pos > $after order by pos limit $max;
