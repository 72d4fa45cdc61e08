using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Which questions stand open: made, asked of persons only, answered in time, and left when everybody has answered.</summary>
internal static class Windows
{
    /// <summary>Null where the sender has seen what he answers: the open window, or else the last play, substitution or edit.</summary>
    public static Refusal? Stale(GameState state, Envelope envelope)
    {
        if (envelope.Decision is { } named)
        {
            return named == state.Game.Live?.Window?.Id ? null : new(
                RefusalCode.StaleDecision, "dec", "open-window",
                $"The command answers window {named}; open is {state.Game.Live?.Window?.Id.ToString() ?? "none"}.", Retry.NewId);
        }

        if (envelope.Command is GiveNonce or SealDecision or ReadRow or ReadOutcome or ConfirmOutcome or DisputeOutcome)
            return new(RefusalCode.StaleDecision, "dec", "open-window", "The command says which window it answers.", Retry.NewId);
        return Decision.Stale(state, envelope);
    }

    /// <summary>A window with a fresh id.</summary>
    public static Window New(Draft draft, WindowKind kind, Sides asked, Turn turn = Turn.Over, Contest? contest = null) => new(
        Window.IdOf(draft.Id, draft.Live.Windows + 1), kind, asked, draft.Moment.At,
        // Nobody is asked: computers play on at once, in a group of their own.
        asked == Sides.None ? draft.Moment.At : Due(draft, kind),
        turn, contest);

    /// <summary>The deadline of a question that is put now, Unix milliseconds UTC; null where the rules have no clock.</summary>
    public static long? Due(Draft draft, WindowKind kind) => draft.Rules.DecisionClockMs switch
    {
        > 0 and var clock => draft.Moment.At + clock,
        // Nonces are given by the managers' clients, without anybody having to think: a game does not wait for them for ever.
        _ when kind == WindowKind.Key => draft.Moment.At + LiveEvolution.RestMs,
        _ => null,
    };

    /// <summary>
    /// The deadline with time given back in which nobody was there to take an answer: from then on the window stays open as long as it was
    /// meant to.
    /// </summary>
    public static long? FairDue(Window window, Moment moment) =>
        window.Due is { } due ? Math.Max(due, moment.Since + (due - window.Opened)) : null;

    /// <summary>Null where <paramref name="side"/> is asked in the open window of that kind, and in time.</summary>
    public static Refusal? Asked(Draft draft, Side side, WindowKind kind)
    {
        if (draft.Window is not { } window || window.Kind != kind)
            return Refusal.Illegal("command", "window", $"No {kind} window is open.");
        if (!window.Asked.Has(side))
        {
            return new(
                RefusalCode.NotYourDecision, "by", "not-asked", $"The {Authority.Name(side)} side is not asked, or not any more.",
                Retry.NewId);
        }

        return FairDue(window, draft.Moment) is { } due && draft.Moment.At >= due
            ? Refusal.Illegal("command", "deadline", "The window's deadline has passed.")
            : null;
    }

    /// <summary>The sides that a person manages.</summary>
    public static Sides Persons(Draft draft)
    {
        var persons = Sides.None;
        if (draft.Live.Away is { IsTaken: true, IsComputer: false }) persons = persons.With(Side.Away);
        if (draft.Live.Home is { IsTaken: true, IsComputer: false }) persons = persons.With(Side.Home);
        return persons;
    }

    public static bool HasSealed(Draft draft, Window window, Side side) => draft.Live.Find(SealKind.Decision, side, window.Id) is not null;

    /// <summary>True where the window still waits for that side: for its decision, or for a man who has to be replaced first.</summary>
    public static bool WaitsFor(Draft draft, Window window, Side side) =>
        window.Asked.Has(side)
        && (!HasSealed(draft, window, side) || window.Kind == WindowKind.Pitch && Changes.MustChange(draft.Game, side));

    /// <summary>Goes on where a fresh key, or a stop that is over, has left the game: with the play under way, else with a pitch.</summary>
    public static void Next(Draft draft)
    {
        if (draft.Play.UnderWay is null) Turns.Open(draft, Turn.Offense);
        else Plays.Continue(draft, mayRoll: false);
    }

    /// <summary>Leaves the open window where everybody has answered; a computer whose turn has come is heard first.</summary>
    public static void Settle(Draft draft)
    {
        if (draft.Game.Status != GameStatus.InProgress || draft.Window is not { } window) return;
        switch (window.Kind)
        {
            case WindowKind.Key:
                Keys.Settle(draft);
                break;
            case WindowKind.Pitch:
                var turn = Turns.Run(draft);
                if (draft.Window is not { } still) break;
                if (still.Id == window.Id && IsAnswered(draft, still)) Reveal.Pitch(draft);
                else if (still.Turn != turn) draft.Open(Turns.At(draft, still, turn));
                break;
            case WindowKind.Play when IsAnswered(draft, window):
                Reveal.Play(draft);
                break;
            case WindowKind.Reading when draft.Rules.Dice == DiceMode.Chart:
                Rows.Settle(draft);
                break;
            case WindowKind.Reading or WindowKind.Confirmation:
                Reading.Settle(draft);
                break;
        }
    }

    private static bool IsAnswered(Draft draft, Window window) =>
        !WaitsFor(draft, window, Side.Away) && !WaitsFor(draft, window, Side.Home);
}
