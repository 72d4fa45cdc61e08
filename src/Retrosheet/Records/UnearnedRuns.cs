using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// The runs that the rules settled as unearned where the scorer said nothing. In an event file a run without a mark is one that the scorer
/// let count as earned, so these are marked.
/// </summary>
internal sealed class UnearnedRuns
{
    private readonly Dictionary<(int Play, LineupEntry Runner), Ruling> unearned = [];

    /// <param name="events">The whole game: a half is settled after its plays.</param>
    public UnearnedRuns(IEnumerable<GameEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is not HalfClosed half) continue;
            foreach (var run in half.Settlement)
            {
                if (run is { Ruled: null, Computed: not EarnedStatus.Earned })
                    unearned[(run.Play, run.Runner)] = run.Computed == EarnedStatus.Unearned ? Ruling.Unearned : Ruling.TeamUnearned;
            }
        }
    }

    /// <summary>What the scorer wrote of a play, with the marks that he left to the rules.</summary>
    public ScoredPlay Marked(PlayMade made)
    {
        var scored = EventTextWriter.Scored(made);
        if (made.Runs == 0 || unearned.Count == 0) return scored;
        var advances = scored.Advances;
        for (var i = 0; i < made.Moves.Count; i++)
        {
            if (made.Moves[i] is { Scores: true } run && unearned.TryGetValue((made.Number, run.Runner), out var mark))
                advances = advances.With(i, advances[i] with { Ruling = advances[i].Ruling | mark, Implied = false });
        }

        return scored with { Advances = advances };
    }
}
