using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A manager wants the last play back, and the other side says yes or no. What was revealed stays known, and the dice that fell stay in the
/// record: the new play is made by the next roll, under a new key.
/// </summary>
internal static class TakeBacks
{
    public static Verdict Ask(Draft draft, Envelope envelope, AskTakeBack ask)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Decision.Running(draft.Game) is { } stopped) return stopped;
        if (draft.Live.TakeBack is { } asked && asked.By != side)
            return Refusal.Illegal("command", "asked", "The other side has asked for a take-back: answer it first.");
        if (Granted(draft, side, ask) is { } refused) return refused;
        if (draft.Known.History is not { } history) return Verdict.Ask(new(NeedKind.History));
        var placed = EffectiveHistory.Of(history);
        if (LastPlay(draft, history, placed) is not { } last) return tooLate;

        draft.Add(new TakeBackAsked(placed[last.Revealed].Seq, draft.Before.Ledger.Seq, ask.Kind, side, ask.Reading));
        if (draft.Live.Of(side.Other()).IsComputer) draft.Add(new TakeBackRefused(side.Other(), "A computer manager takes nothing back."));
        return draft.Done();
    }

    public static Verdict Answer(Draft draft, Envelope envelope, AnswerTakeBack answer)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (draft.Live.TakeBack is not { } asked) return Refusal.Illegal("command", "nothing-asked", "Nobody has asked for a take-back.");
        if (asked.By == side)
        {
            return new Refusal(
                RefusalCode.NotYourDecision, "by", "other-side", "The other side answers a take-back, not the one that asked.", Retry.NewId);
        }

        if (!answer.Agreed)
        {
            draft.Add(new TakeBackRefused(side, answer.Reason ?? ""));
            return draft.Done();
        }

        if (Decision.Running(draft.Game) is { } stopped) return stopped;
        if (draft.Known.History is not { } history) return Verdict.Ask(new(NeedKind.History));
        var placed = EffectiveHistory.Of(history);
        if (IsOvertaken(placed, asked.To))
        {
            return Refusal.Illegal(
                "command", "overtaken", "Something has happened since that the request does not list: it has to be made again.");
        }

        var from = Edits.Find(placed, asked.From);
        draft.Add(new PlayTakenBack(
            asked.From, draft.Before.Ledger.Seq, asked.Kind, side, Edits.Encode(Edits.Fold(placed, from))));
        Keys.Renew(draft);
        return draft.Done();
    }

    private static readonly Refusal tooLate = Refusal.Illegal(
        "command", "last-play", "Only the last play is taken back, and only until decisions are revealed again.");

    private static Refusal? Granted(Draft draft, Side side, AskTakeBack ask)
    {
        var most = draft.Rules.TakeBacks;
        if (most == 0) return Refusal.Illegal("kind", "take-backs-off", "By the rules of this game nothing is taken back.");
        return draft.Live.Of(side).TakeBacks >= most
            ? Refusal.Illegal("kind", "take-backs-used", $"That side has had its {most} take-backs.")
            : null;
    }

    /// <summary>The last play and the reveal that it came of; null where there is none, or something was revealed since.</summary>
    private static (int Revealed, int Play)? LastPlay(Draft draft, IReadOnlyList<EventGroup> history, IReadOnlyList<PlacedEvent> placed)
    {
        if (draft.Play.UnderWay is not null || LastReveal(history) is not (var seq, var decision)) return null;
        var revealed = Edits.Find(placed, seq);
        if (revealed < 0) return null;
        for (var i = placed.Count - 1; i > revealed; i--)
            if (placed[i].Event is PlayMade play) return play.Decision == decision ? (revealed, i) : null;
        return null;
    }

    /// <summary>The last decisions before a pitch that were shown, taken back or not: what they said is known.</summary>
    private static (int Seq, Guid Decision)? LastReveal(IReadOnlyList<EventGroup> history)
    {
        for (var g = history.Count - 1; g >= 0; g--)
        {
            for (var i = history[g].Events.Count - 1; i >= 0; i--)
            {
                if (history[g].Events[i] is DecisionsRevealed { Defense: not null } revealed)
                    return (history[g].First + i, revealed.Decision);
            }
        }

        return null;
    }

    /// <summary>True where a fact has come after what was asked for; that a side has passed its turn is none to lose.</summary>
    private static bool IsOvertaken(IReadOnlyList<PlacedEvent> placed, int asked)
    {
        for (var i = placed.Count - 1; i >= 0 && placed[i].Seq > asked; i--)
            if (placed[i].Event is not SubstitutionTurnPassed && WireNames.Of(placed[i].Event).Voidable) return true;
        return false;
    }
}
