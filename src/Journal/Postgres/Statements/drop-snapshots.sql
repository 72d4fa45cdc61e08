-- The two newest of each game stay: the newest may turn out broken.
delete from akkagame.snapshot as old
using unnest($1::uuid[]) as saved (game)
where old.game = saved.game
  and old.seq < (select seq from akkagame.snapshot as kept where kept.game = saved.game order by seq desc offset 1 limit 1);
