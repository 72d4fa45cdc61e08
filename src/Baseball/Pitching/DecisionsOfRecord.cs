using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Who wins, loses and saves (rules 9.17 and 9.19), and the unofficial holds and blown saves.</summary>
internal static class DecisionsOfRecord
{
    public static PitchersOfRecord Of(Game game, Side? winner)
    {
        LineupEntry? win = null, loss = null, save = null;
        if (winner is { } side && game.Lead.Leader == side)
        {
            (win, loss) = (Win(game, side), game.Lead.Loss);
            save = Save(game, side, win);
        }

        return new(win, loss, save, Holds(game, win, save), BlownSaves(game));
    }

    private static LineupEntry? Win(Game game, Side side)
    {
        var lines = game.Lineup(side).Pitchers;
        var ofRecord = LineOf(game.Lineup(side), game.Lead.Win!.Value);
        var relievers = new List<PitcherLine>(lines.Count);
        foreach (var line in lines) if (!line.Started) relievers.Add(line);
        if (relievers.Count == 0) return ofRecord.Entry;
        if (ofRecord.Started) return ofRecord.Outs >= OutsAStarterNeeds(lines) ? ofRecord.Entry : MostEffective(relievers).Entry;
        if (!WasBriefAndIneffective(ofRecord)) return ofRecord.Entry;

        // Only those who came after him can have kept the lead for him.
        var later = relievers[(relievers.IndexOf(ofRecord) + 1)..];
        return later.Count == 0 ? ofRecord.Entry : MostEffective(later).Entry;
    }

    /// <summary>Five innings; four where his side fielded only five, and so down in a game cut shorter.</summary>
    private static int OutsAStarterNeeds(EquatableArray<PitcherLine> lines)
    {
        var outs = 0;
        foreach (var line in lines) outs += line.Outs;
        var innings = (outs + 2) / 3;
        return Math.Clamp(innings - 1, 0, 5) * 3;
    }

    /// <summary>
    /// Less than an inning, and two runs or more let in that were also his own: a win is seldom taken from a man for another's runners.
    /// </summary>
    private static bool WasBriefAndIneffective(PitcherLine line) => line is { Outs: < 3, Scored: >= 2, Runs: >= 2 };

    private static PitcherLine MostEffective(List<PitcherLine> relievers)
    {
        var best = relievers[0];
        foreach (var line in relievers)
            if (line.Outs > best.Outs || line.Outs == best.Outs && line.Scored < best.Scored) best = line;
        return best;
    }

    private static LineupEntry? Save(Game game, Side side, LineupEntry? win)
    {
        var last = game.Lineup(side).Pitchers[^1];
        if (last.Started || last.Entry == win || last.Outs == 0) return null;
        var shortLead = last.EnteredLead is >= 1 and <= 3 && last.Outs >= 3;
        var tyingRunNear = last.EnteredLead >= 1 && last.EnteredLead <= int.PopCount(last.EnteredBases) + 2;
        return shortLead || tyingRunNear || last.Outs >= 9 ? last.Entry : null;
    }

    private static EquatableArray<LineupEntry> Holds(Game game, LineupEntry? win, LineupEntry? save)
    {
        var holds = new List<LineupEntry>();
        foreach (var lines in (ReadOnlySpan<EquatableArray<PitcherLine>>)[game.AwayLineup.Pitchers, game.HomeLineup.Pitchers])
        {
            for (var i = 0; i < lines.Count - 1; i++)
            {
                if (lines[i] is { SaveChance: true, LostLead: false, Outs: > 0, Entry: var entry } && entry != win && entry != save)
                    holds.Add(entry);
            }
        }

        return new([.. holds]);
    }

    private static EquatableArray<LineupEntry> BlownSaves(Game game)
    {
        var blown = new List<LineupEntry>();
        foreach (var lines in (ReadOnlySpan<EquatableArray<PitcherLine>>)[game.AwayLineup.Pitchers, game.HomeLineup.Pitchers])
        {
            foreach (var line in lines) if (line is { SaveChance: true, LostLead: true }) blown.Add(line.Entry);
        }

        return new([.. blown]);
    }

    // The place may be one he has left for another in the order.
    private static PitcherLine LineOf(TeamLineup lineup, LineupEntry entry)
    {
        var player = lineup[entry].Player;
        foreach (var line in lineup.Pitchers) if (line.Player == player) return line;
        return lineup.Pitchers[^1];
    }
}
