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
        var from = last.Revealed;
        if (ask.Reading is { } anew && Reread(placed, last.Play, anew, out from) is { } no) return no;

        draft.Add(new TakeBackAsked(placed[from].Seq, draft.Before.Ledger.Seq, ask.Kind, side, ask.Reading));
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
                RefusalCode.NotYourDecision, "by", "other-side", "The other side answers a take-back, not the one that asked.",
                Retry.NewId);
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
        if (asked.Reading is not { } anew) Keys.Renew(draft);
        else if (ReadAnew(draft, (OutcomeRead)placed[from].Event, anew) is { } refused) return refused;
        return draft.Done();
    }

    private static readonly Refusal tooLate = Refusal.Illegal(
        "command", "last-play", "Only the last play is taken back, and only until decisions are revealed again.");

    private static Refusal? Granted(Draft draft, Side side, AskTakeBack ask)
    {
        if (ask.Kind == EditKind.Reread)
        {
            if (draft.Rules.Dice != DiceMode.Physical)
                return Refusal.Illegal("kind", "cards-only", "Only what was read off a card is read again.");
            return ask.Reading is null ? Refusal.Illegal("reading", "missing", "A reread says what is read there.") : null;
        }

        var most = draft.Rules.TakeBacks;
        if (ask.Reading is not null)
            return Refusal.Illegal("reading", "not-a-reread", "Where a decision is taken back, new dice say what comes of it.");
        if (most == 0) return Refusal.Illegal("kind", "take-backs-off", "By the rules of this game nothing is taken back.");
        return draft.Live.Of(side).TakeBacks >= most
            ? Refusal.Illegal("kind", "take-backs-used", $"That side has had its {most} take-backs.")
            : null;
    }

    /// <summary>A slip of the pen: the same roll and the same decisions, read otherwise, from the last reading of the play on.</summary>
    private static Refusal? Reread(IReadOnlyList<PlacedEvent> placed, int play, ScoredPlay anew, out int from)
    {
        for (from = play; from >= 0 && placed[from].Event is not DecisionsRevealed; from--)
        {
            if (placed[from].Event is not OutcomeRead read) continue;
            var before = Edits.Fold(placed, from);
            if (ReadingRules.Refuse(before, before.Live!.UnderWay!, anew) is { } impossible) return impossible;
            return ReadingRules.Taken(anew) == read.Reading
                ? Refusal.Illegal("reading", "same-reading", "That is what was read there.")
                : null;
        }

        return Refusal.Illegal("kind", "no-reading", "Nothing was read off a card for the last play.");
    }

    /// <summary>Both sides agree, so it stands against whatever the league remembers of that cell.</summary>
    private static Refusal? ReadAnew(Draft draft, OutcomeRead read, ScoredPlay anew)
    {
        var reading = ReadingRules.Taken(anew);
        draft.Add(read with { Reading = reading, Overrules = true, Opens = null });
        if (Plays.Make(draft, reading, default) is { } refused) return refused;
        // The play may have ended its half before, and the key was shown; now the half goes on.
        if (draft.Window is { Kind: WindowKind.Pitch } && draft.Live.Dice is var dice && (dice.Mixed is null || dice.Revealed >= dice.Key))
            Keys.Renew(draft);
        return null;
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
