select
  g.league, g.season, g.kind, (array_agg(b.name order by g.date desc))[1], count(distinct b.game), count(*) filter (where b.started),
  sum(b.pa), sum(b.ab), sum(b.r), sum(b.h), sum(b.doubles), sum(b.triples), sum(b.hr), sum(b.rbi), sum(b.rbi_two_out), sum(b.bb),
  sum(b.ibb), sum(b.so), sum(b.hbp), sum(b.sh), sum(b.sf), sum(b.gidp), sum(b.sb), sum(b.cs), sum(b.ci), sum(b.lob), sum(b.risp_ab),
  sum(b.risp_h)
from akkagame.batting as b join akkagame.games as g on g.game = b.game
where b.player = $1 and ($2::text is null or g.league = $2) and coalesce(g.how, '') <> 'NoGame'
group by g.season, g.league, g.kind
order by g.season, g.league collate "C", g.kind collate "C";
