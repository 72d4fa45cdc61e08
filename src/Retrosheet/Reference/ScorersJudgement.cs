using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>A difference between what the rules compute and what the official scorer wrote, where he is the one to judge.</summary>
/// <param name="Reason">What his judgement must have been.</param>
public readonly record struct Judgement(Difference Difference, string Reason);

/// <summary>
/// Holds what the rules compute of a game (earned runs, pitchers of record) against the scorer's own word in the same records, and names
/// what kind of judgement lies between them. The scorer's word is what counts in the game; this is how often, and why, it was needed.
/// </summary>
public static class ScorersJudgement
{
    private const string RunOf = "run of ", Winning = "winning pitcher", Losing = "losing pitcher", Saving = "saving pitcher";

    /// <summary>True for the fields of a <see cref="Difference"/> in which the scorer, and not the reference, is the other side.</summary>
    public static bool Concerns(string field) => field is Winning or Losing or Saving || field.StartsWith(RunOf, StringComparison.Ordinal);

    /// <summary>Every difference in the order of the plays, the pitchers of record last.</summary>
    public static IReadOnlyList<Judgement> Of(ReplayedGame game)
    {
        var id = game.Real.Id;
        var found = new List<Judgement>();
        GameEnded? ended = null;
        PitchersOfRecordNamed? named = null;
        var half = new List<TracedPlay>(16);
        var at = 0;
        foreach (var group in game.Groups)
        {
            foreach (var happened in group.Events)
            {
                switch (happened)
                {
                    case PlayMade play:
                        half.Add(TracedPlay.Of(game.Plays[at++].Before, play));
                        break;
                    case HalfClosed closed:
                        EarnedRunsOf(id, game, closed, half, found);
                        half.Clear();
                        break;
                    case GameEnded end: ended = end; break;
                    case PitchersOfRecordNamed word: named = word; break;
                }
            }
        }

        if (ended is not null && named is not null) PitchersOf(id, game.State.Game, ended.Pitchers, named, found);
        return found;
    }

    private static void EarnedRunsOf(string id, ReplayedGame game, HalfClosed closed, List<TracedPlay> half, List<Judgement> found)
    {
        for (var i = 0; i < closed.Settlement.Count; i++)
        {
            var run = closed.Settlement[i];
            if (run.Ruled is not { } ruled || ruled == run.Computed) continue;
            var field = RunOf + game.State.Game.Man(run.Runner).Player;
            found.Add(new(new(id, run.Play, field, run.Computed.ToString(), ruled.ToString()), Reason(closed, half, i)));
        }
    }

    private static string Reason(HalfClosed closed, List<TracedPlay> half, int at)
    {
        var run = closed.Settlement[at];
        if (SameCount(closed)) return "the scorer marked another run of the same half";
        if (run.Computed != EarnedStatus.Unearned && run.Ruled != EarnedStatus.Unearned)
            return "the scorer read the relief rule otherwise: outs missed before the pitcher came";
        var trace = half.ToArray();
        if (run.Ruled == EarnedStatus.Unearned)
        {
            if (!half.Exists(play => play.HasMisplay)) return "the scorer marked the run in a half without a misplay";
            return EarnedRuns.Settle(trace, Benefit.Pitcher)[at].Computed == EarnedStatus.Unearned
                ? "advance in doubt: the scorer held that the runner would not have come so far"
                : "the scorer held that the half would have been over, or the runner out, without the misplay";
        }

        return EarnedRuns.Settle(trace, Benefit.Runner)[at].Computed != EarnedStatus.Unearned
            ? "advance in doubt: the scorer held that the runner would have scored without the misplay"
            : "the scorer held that the misplay cost no out";
    }

    private static bool SameCount(HalfClosed closed)
    {
        var (ours, theirs) = (0, 0);
        foreach (var run in closed.Settlement)
        {
            if (run.Computed == EarnedStatus.Earned) ours++;
            if ((run.Ruled ?? run.Computed) == EarnedStatus.Earned) theirs++;
        }

        return ours == theirs;
    }

    private static void PitchersOf(string id, Game game, PitchersOfRecord ours, PitchersOfRecordNamed theirs, List<Judgement> found)
    {
        var start = found.Count;
        Compare(Winning, ours.Win, theirs.Win, WinReason(game, ours, theirs));
        Compare(Losing, ours.Loss, theirs.Loss, "the scorer charged the deciding run to another pitcher");
        Compare(Saving, ours.Save, theirs.Save, found.Count > start
            ? "it follows from the winning pitcher that the scorer chose"
            : "the scorer judged the relief otherwise");

        void Compare(string field, LineupEntry? mine, PlayerId? his, string reason)
        {
            var name = mine is { } entry ? game.Man(entry).Player.Value : "";
            if (his is { } given ? given.Value == name : mine is null) return;
            found.Add(new(new(id, 0, field, name, his?.Value ?? ""), reason));
        }
    }

    private static string WinReason(Game game, PitchersOfRecord ours, PitchersOfRecordNamed theirs)
    {
        if (game.Lead.Win is not { } ofRecord || theirs.Win is not { } his) return "the scorer named the winner without a lasting lead";
        var pitcher = game.Man(ofRecord).Player;
        if (pitcher == his) return "the scorer did not hold the relief brief and ineffective";
        foreach (var line in game.Lineup(ofRecord.Side).Pitchers)
        {
            if (line.Player != pitcher) continue;
            return line.Started
                ? $"the starter had {line.Outs} outs; the scorer held another reliever the most effective"
                : ours.Win == ofRecord
                    ? "the scorer held the relief ineffective and gave the win to another"
                    : "the relief was brief and ineffective; the scorer held another reliever the most effective";
        }

        return "the scorer named a pitcher who was not of record";
    }
}
