select
  g.game, g.seq, g.created, g.updated, g.league, g.date, g.game_number, g.kind, g.site, g.mode, g.retrosheet, g.status, g.inning, g.half,
  g.outs, g.how, g.winner, g.away, g.home, g.away_runs, g.home_runs, g.away_official, g.home_official, g.away_hits, g.home_hits,
  g.away_errors, g.home_errors, g.away_lob, g.home_lob, g.away_line, g.home_line, g.win, g.loss, g.save, g.innings, g.attendance,
  g.minutes,
  b.game, b.side, b.player, b.name, b.entry, b.started, b.positions, b.pa, b.ab, b.r, b.h, b.doubles, b.triples, b.hr, b.rbi,
  b.rbi_two_out, b.bb, b.ibb, b.so, b.hbp, b.sh, b.sf, b.gidp, b.sb, b.cs, b.ci, b.lob, b.risp_ab, b.risp_h,
  p.game, p.side, p.player, p.name, p.nth, p.started, p.finished, p.win, p.loss, p.save, p.hold, p.blown_save, p.outs, p.bf, p.ab, p.h,
  p.doubles, p.triples, p.hr, p.r, p.er, p.bb, p.ibb, p.so, p.hbp, p.sh, p.sf, p.ci, p.gidp, p.wp, p.bk, p.inherited, p.inherited_scored,
  p.pitches, p.strikes
from akkagame.batting as b
join akkagame.games as g on g.game = b.game
left join akkagame.pitching as p on p.game = b.game and p.side = b.side and p.player = b.player
where b.player = $1 and ($2::text is null or g.league = $2) and ($3::int is null or g.season = $3)
order by g.date desc, g.game_number desc, g.game, b.side
limit $4 offset $5;
