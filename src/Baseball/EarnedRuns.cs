using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Which runs of a half are earned: rule 9.16. The half is reconstructed once for the side in the field and once for each pitcher, from
/// the batter he entered with, since a reliever has no benefit of outs that should have been made before he came.
/// </summary>
public static class EarnedRuns
{
    /// <summary>The runs of the half under way, as they stand so far.</summary>
    public static EquatableArray<SettledRun> Settle(Game game) => Settle(game.Tally.Trace.AsSpan());

    /// <summary>The runs of a half in the order they scored, each with what the reconstructions say and what the scorer ruled.</summary>
    public static EquatableArray<SettledRun> Settle(ReadOnlySpan<TracedPlay> trace)
    {
        var runs = 0;
        foreach (var play in trace) runs += play.Runs.Count;
        if (runs == 0) return default;

        var team = new ReconstructedInning(outs: 0, bases: 0, runs: 0, runs);
        var pitchers = new Dictionary<LineupEntry, ReconstructedInning>();
        var (outs, scored) = (0, 0);
        foreach (var play in trace)
        {
            if (!pitchers.ContainsKey(play.Pitcher))
                pitchers[play.Pitcher] = pitchers.Count == 0 ? team : new(outs, play.BasesBefore, scored, runs);
            team.Play(play);
            foreach (var own in pitchers.Values) if (own != team) own.Play(play);
            outs += play.OutsMade;
            scored += play.Runs.Count;
        }

        var settled = new List<SettledRun>(runs);
        foreach (var play in trace)
        {
            foreach (var run in play.Runs)
            {
                var charged = pitchers.GetValueOrDefault(run.Charged, team);
                settled.Add(new(play.Number, run.Runner, run.Charged, StatusOf(settled.Count, team, charged), run.Ruled));
            }
        }

        return new([.. settled]);
    }

    private static EarnedStatus StatusOf(int run, ReconstructedInning team, ReconstructedInning pitcher) =>
        !pitcher.IsEarned(run) ? EarnedStatus.Unearned : team.IsEarned(run) ? EarnedStatus.Earned : EarnedStatus.TeamUnearned;
}
