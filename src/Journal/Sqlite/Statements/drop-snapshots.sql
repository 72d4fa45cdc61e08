-- The two newest stay: the newest may turn out broken.
delete from snapshot where game = $game and seq not in (select seq from snapshot where game = $game order by seq desc limit 2);
