select
  g.league, g.season, g.kind, count(distinct b.game), sum(b.started), sum(b.started and b.finished),
  sum(b.win), sum(b.loss), sum(b.save), sum(b.hold), sum(b.blown_save),
  sum(b.outs), sum(b.bf), sum(b.ab), sum(b.h), sum(b.doubles), sum(b.triples), sum(b.hr), sum(b.r), sum(b.er), sum(b.bb), sum(b.ibb),
  sum(b.so), sum(b.hbp), sum(b.sh), sum(b.sf), sum(b.ci), sum(b.gidp), sum(b.wp), sum(b.bk), sum(b.inherited), sum(b.inherited_scored),
  sum(b.pitches), sum(b.strikes)
from pitching as b join games as g on g.game = b.game
where b.player = $player and ($league is null or g.league = $league) and coalesce(g.how, '') <> 'NoGame'
group by g.season, g.league, g.kind
order by g.season, g.league, g.kind;
