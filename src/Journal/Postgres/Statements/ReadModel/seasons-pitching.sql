select
  g.league, g.season, g.kind, count(distinct b.game),
  count(*) filter (where b.started), count(*) filter (where b.started and b.finished), count(*) filter (where b.win), count(*) filter
  (where b.loss), count(*) filter (where b.save), count(*) filter (where b.hold), count(*) filter (where b.blown_save),
  sum(b.outs), sum(b.bf), sum(b.ab), sum(b.h), sum(b.doubles), sum(b.triples), sum(b.hr), sum(b.r), sum(b.er), sum(b.bb), sum(b.ibb),
  sum(b.so), sum(b.hbp), sum(b.sh), sum(b.sf), sum(b.ci), sum(b.gidp), sum(b.wp), sum(b.bk), sum(b.inherited), sum(b.inherited_scored),
  sum(b.pitches), sum(b.strikes)
from akkagame.pitching as b join akkagame.games as g on g.game = b.game
where b.player = $1 and ($2::text is null or g.league = $2) and coalesce(g.how, '') <> 'NoGame'
group by g.season, g.league, g.kind
order by g.season, g.league collate "C", g.kind collate "C";
