using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The commissioner corrects what happened: everything from one fact on is void, and what still holds is said again in the same group, each
/// fact legal in its new place. The game goes on from there, even one that was over.
/// </summary>
internal static class Correction
{
    /// <summary>Facts that may be said again at once; where more hold, the game is played on from the correction.</summary>
    public const int KeptMax = 100;

    private const long HourMs = 60 * 60 * 1000;

    public static Verdict On(Draft draft, Envelope envelope, CorrectHistory correction)
    {
        if (Authority.Commissioner(envelope) is { } forbidden) return forbidden;
        if (correction.Keep.Count > KeptMax)
            return Refusal.Illegal("keep", "too-many", $"At most {KeptMax} events are kept; beyond that the game is played on from there.");
        if (draft.Known.History is not { } history) return Verdict.Ask(new(NeedKind.History));
        var placed = EffectiveHistory.Of(history);
        if (TooLate(draft, placed) is { } late) return late;
        if (Begins(placed, correction.From, out var at) is { } refused) return refused;
        var kept = new Kept(draft, placed, at);
        if (kept.Choose(correction.Keep) is { } unfit) return unfit;

        draft.Add(new HistoryCorrected(
            placed[at].Seq, draft.Before.Ledger.Seq, correction.Ruling, Edits.Encode(Edits.Fold(placed, at))));
        return kept.Say() ?? GoOn(draft);
    }

    private static Refusal? TooLate(Draft draft, IReadOnlyList<PlacedEvent> placed)
    {
        if (!draft.Game.IsOver) return null;
        var hours = draft.Rules.CorrectionWindowHours;
        foreach (var (_, group, happened) in placed)
        {
            if (happened is GameEnded && draft.Moment.At - group.At > hours * HourMs)
                return Refusal.Illegal("command", "correction-window", $"A finished game may be corrected for {hours} hours.");
        }

        return null;
    }

    /// <summary>Where the correction begins: at a fact of the game after its start, and with all that this fact came with.</summary>
    private static Refusal? Begins(IReadOnlyList<PlacedEvent> placed, int from, out int at)
    {
        at = Edits.Find(placed, from);
        if (at < 0 || !WireNames.Of(placed[at].Event).Voidable)
            return Refusal.Illegal("from", "no-fact", $"Event {from} is no fact of this game, or one that does not count any more.");
        var start = 0;
        while (start < placed.Count && placed[start].Event is not HalfOpened) start++;
        if (at <= start) return Refusal.Illegal("from", "before-the-game", "A correction begins after the start of the game.");
        if (Cause(placed, at) is { } cause)
        {
            return Refusal.Illegal(
                "from", "follows", $"Event {from} follows from event {placed[cause].Seq}: the correction begins there, or after it.");
        }

        // A play's decisions and dice fall with it, or the same play would come of them again.
        if (Edits.Fold(placed, at).Live?.UnderWay is not null)
            while (placed[at].Event is not DecisionsRevealed { Defense: not null }) at--;
        return null;
    }

    /// <summary>
    /// Where the event stands from which the one at that place follows, or the batch begins that it is part of: it cannot fall alone. Null
    /// where it can.
    /// </summary>
    internal static int? Cause(IReadOnlyList<PlacedEvent> placed, int at)
    {
        var before = at - 1;
        while (before >= 0 && !WireNames.Of(placed[before].Event).Voidable) before--;
        if (before < 0 || placed[before].Group != placed[at].Group) return null;
        return (placed[at].Event, placed[before].Event) switch
        {
            (HalfClosed, PlayMade)
                or (GameEnded or HalfOpened, HalfClosed)
                or (RunnerPlaced, HalfOpened)
                or (SubstitutionMade, SubstitutionMade) => Cause(placed, before) ?? before,
            _ => null,
        };
    }

    /// <summary>A scored game waits for its scorer; a played one goes on under a new key, unless it stands still or is over.</summary>
    private static Verdict GoOn(Draft draft)
    {
        if (draft.Game.Live is null) return draft.Done();
        if (draft.Game.Status == GameStatus.InProgress) Keys.Renew(draft);
        else Keys.Show(draft);
        return draft.Done();
    }
}
