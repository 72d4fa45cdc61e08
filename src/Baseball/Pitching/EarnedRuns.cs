using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Whose the doubt is, where nobody can know how far a runner would have come without a misplay.</summary>
public enum Benefit : byte
{
    /// <summary>The pitcher's, but for what scorers hold to be certain: a man on second scores on a single.</summary>
    Usual,
    /// <summary>The pitcher's, always.</summary>
    Pitcher,
    /// <summary>The runner's: only outs are made up for, and no advance is taken back.</summary>
    Runner,
}

/// <summary>
/// Which runs of a half are earned: rule 9.16. The half is reconstructed once for the side in the field and once for each pitcher, from
/// the batter he entered with, since a reliever has no benefit of outs that should have been made before he came.
/// </summary>
public static class EarnedRuns
{
    /// <summary>The runs of the half under way, as they stand so far.</summary>
    public static EquatableArray<SettledRun> Settle(Game game) => Settle(game.Tally.Trace.AsSpan());

    /// <summary>The runs of a half in the order they scored, each with what the reconstructions say and what the scorer ruled.</summary>
    public static EquatableArray<SettledRun> Settle(ReadOnlySpan<TracedPlay> trace, Benefit benefit = Benefit.Usual)
    {
        var (runs, misplayed) = (0, false);
        foreach (var play in trace)
        {
            runs += play.Runs.Count;
            misplayed |= play.HasMisplay;
        }

        var settled = new List<SettledRun>(runs);
        if (runs > 0 && misplayed) Reconstruct(trace, benefit, runs, settled);
        else foreach (var play in trace) foreach (var run in play.Runs) settled.Add(Settled(play, run, EarnedStatus.Earned));
        return new([.. settled]);
    }

    private static void Reconstruct(ReadOnlySpan<TracedPlay> trace, Benefit benefit, int runs, List<SettledRun> settled)
    {
        var team = new ReconstructedInning(benefit, outs: 0, bases: 0, runs: 0, runs);
        var pitchers = new Dictionary<LineupEntry, ReconstructedInning>();
        var (outs, scored) = (0, 0);
        foreach (var play in trace)
        {
            if (!pitchers.ContainsKey(play.Pitcher))
                pitchers[play.Pitcher] = pitchers.Count == 0 ? team : new(benefit, outs, play.BasesBefore, scored, runs);
            team.Play(play);
            foreach (var own in pitchers.Values) if (own != team) own.Play(play);
            outs += play.OutsMade;
            scored += play.Runs.Count;
        }

        foreach (var play in trace)
        {
            foreach (var run in play.Runs)
                settled.Add(Settled(play, run, StatusOf(settled.Count, team, pitchers.GetValueOrDefault(run.Charged, team))));
        }
    }

    private static SettledRun Settled(in TracedPlay play, TracedRun run, EarnedStatus computed) =>
        new(play.Number, run.Runner, run.Charged, computed, run.Ruled);

    private static EarnedStatus StatusOf(int run, ReconstructedInning team, ReconstructedInning pitcher) =>
        !pitcher.IsEarned(run) ? EarnedStatus.Unearned : team.IsEarned(run) ? EarnedStatus.Earned : EarnedStatus.TeamUnearned;
}
