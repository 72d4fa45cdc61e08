-- The name is that of the row with the last date.
select
  g.league, g.season, g.kind, b.name, count(distinct b.game), sum(b.started),
  sum(b.pa), sum(b.ab), sum(b.r), sum(b.h), sum(b.doubles), sum(b.triples), sum(b.hr), sum(b.rbi), sum(b.rbi_two_out), sum(b.bb),
  sum(b.ibb), sum(b.so), sum(b.hbp), sum(b.sh), sum(b.sf), sum(b.gidp), sum(b.sb), sum(b.cs), sum(b.ci), sum(b.lob), sum(b.risp_ab),
  sum(b.risp_h)
from batting as b join games as g on g.game = b.game
where b.player = $player and ($league is null or g.league = $league) and coalesce(g.how, '') <> 'NoGame'
group by g.season, g.league, g.kind
order by g.season, g.league, g.kind;
