using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Compares what was revealed with what was committed to, where the history shows the commits; and that nobody's seal was passed over.
/// </summary>
/// <param name="fault">Takes a seq, a rule as a stable word and a sentence.</param>
internal sealed class CommitAudit(Action<int, string, string> fault)
{
    private readonly Dictionary<(Guid Decision, Side Side), string> decisions = [];
    private readonly Dictionary<Side, string> orders = [];
    private readonly Dictionary<Side, string> lineups = [];

    /// <summary>Reveals whose commit is known.</summary>
    public int Compared { get; private set; }

    /// <summary>Reveals whose commit this history does not show.</summary>
    public int Unshown { get; private set; }

    public void Read(int seq, GameEvent happened)
    {
        switch (happened)
        {
            case DecisionSealed sealing: decisions[(sealing.Decision, sealing.Side)] = sealing.Commit; break;
            case StandingOrdersSealed sealing: orders[sealing.Side] = sealing.Commit; break;
            case LineupSealed sealing: lineups[sealing.Side] = sealing.Commit; break;
            case LineupsExchanged cards:
                Exchange(seq, Side.Away, cards.Away, cards.AwaySalt);
                Exchange(seq, Side.Home, cards.Home, cards.HomeSalt);
                break;
        }
    }

    public void Reveal(int seq, DecisionsRevealed reveal)
    {
        SealDecision inField = reveal.Throw is null ? new(Defense: reveal.Defense) : new(Throw: reveal.Throw);
        SealDecision atBat = reveal.Advance is null ? new(Offense: reveal.Offense) : new(Advance: reveal.Advance);
        var seals = decisions.Where(one => one.Key.Decision == reveal.Decision).Select(static one => one.Value).ToList();
        var taken = (reveal.DefenseBy.From == TakenFrom.Seal ? 1 : 0) + (reveal.OffenseBy.From == TakenFrom.Seal ? 1 : 0);
        if (seals.Count > taken) fault(seq, "seal-passed-over", "a side had sealed its decision, and another one was taken");
        if (seals.Count < taken) fault(seq, "no-seal", "a decision is said to come of a seal that is not there");
        Compare(seq, reveal.DefenseBy, inField, seals);
        Compare(seq, reveal.OffenseBy, atBat, seals);
        foreach (var key in decisions.Keys.Where(key => key.Decision == reveal.Decision).ToArray()) decisions.Remove(key);
    }

    private void Compare(int seq, Revealed by, SealDecision decision, List<string> seals)
    {
        if (by.From == TakenFrom.Seal) Count(seq, seals, commit => Boxes.Fits(commit, by.Salt, decision));
        else if (by.From == TakenFrom.StandingOrders && orders.Count == 0)
            fault(seq, "no-seal", "a decision is said to come of standing orders that are not there");
        else if (by.From == TakenFrom.StandingOrders) Count(seq, orders.Values, commit => Boxes.FitsOrders(commit, by.Salt, decision));
    }

    /// <summary>A salt belongs to one seal only, so the seal that fits is the one that was made.</summary>
    private void Count(int seq, IReadOnlyCollection<string> candidates, Func<string, bool> fits)
    {
        if (candidates.Count == 0 || candidates.Any(string.IsNullOrEmpty)) Unshown++;
        else if (candidates.Any(fits)) Compared++;
        else fault(seq, "commit", "what is revealed is not what was committed to");
    }

    private void Exchange(int seq, Side side, LineupCard card, string? salt)
    {
        // Without a salt the card was handed in openly, whatever had been sealed before.
        lineups.Remove(side, out var commit);
        if (salt is null) return;
        if (commit is null) fault(seq, "no-seal", $"the {side} card is said to have been sealed, and was not");
        else if (commit.Length == 0) Unshown++;
        else if (Boxes.Fits(commit, salt, card)) Compared++;
        else fault(seq, "commit", $"the {side} card is not the one that was committed to");
    }
}
