using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What happens when a window's time is up. Time in which nobody was there to take an answer is given back first; then a side draws on its
/// bank; then its deadline has passed, and something decides for it. Too many in a row hand the side over to a computer manager.
/// </summary>
internal static class Deadlines
{
    public static void Fall(Draft draft)
    {
        var window = draft.Window!;
        if (Windows.FairDue(window, draft.Moment) is { } fair && fair > window.Due)
        {
            draft.Add(new DeadlineMoved(window.Id, fair - window.Due!.Value, fair));
            return;
        }

        switch (window.Kind)
        {
            case WindowKind.Key: Keys.Mix(draft); break;
            case WindowKind.Pitch or WindowKind.Play: Pass(draft, window); break;
            case WindowKind.Reading when draft.Rules.Dice == DiceMode.Chart: Rows.Fall(draft); break;
            default: Reading.Fall(draft); break;
        }
    }

    private static void Pass(Draft draft, Window window)
    {
        var late = Late(draft, window);
        var paying = Sides.None;
        foreach (var side in late)
        {
            if (Bank(draft, side) > 0) paying = paying.With(side);
            else if (!Miss(draft, window, side)) return;
        }

        foreach (var side in late) if (paying.Has(side)) Pay(draft, window, side);
        Windows.Settle(draft);
    }

    /// <summary>
    /// The sides that had their turn and did not answer, offense first. Where the offense has let its turn pass, the defense has not had
    /// its own yet; but one that has sealed wants none, and has had all the time to replace whom it has to.
    /// </summary>
    private static List<Side> Late(Draft draft, Window window)
    {
        var late = new List<Side>(2);
        var (offense, defense) = (draft.Game.Batting, draft.Game.Fielding);
        if (Windows.WaitsFor(draft, window, offense)) late.Add(offense);
        var hadItsTurn = window.Turn != Turn.Offense || late.Count == 0 || Windows.HasSealed(draft, window, defense);
        if (Windows.WaitsFor(draft, window, defense) && hadItsTurn) late.Add(defense);
        return late;
    }

    /// <summary>False where this ended the game, or opened another window because a man had to be replaced.</summary>
    private static bool Miss(Draft draft, Window window, Side side)
    {
        draft.Add(new DeadlinePassed(window.Id, side));
        draft.Open(draft.Window! with { Asked = draft.Window!.Asked.Without(side) });
        if (draft.Live.Of(side).Missed >= Seats.MissedMax && Reading.NeedsAPerson(draft, side) is null)
            Seats.Leave(draft, side, Seats.StandInLevel, HandOver.Deadline);
        return window.Kind != WindowKind.Pitch || Changes.MendOrForfeit(draft, side) && draft.Window?.Id == window.Id;
    }

    public static void Pay(Draft draft, Window window, Side side)
    {
        var credited = Math.Min(Bank(draft, side), Math.Max(1, draft.Rules.DecisionClockMs));
        draft.Add(new DeadlineMoved(window.Id, credited, Math.Max(draft.Window!.Due ?? 0, draft.Moment.At + credited), side));
    }

    /// <summary>Milliseconds that a side has left in its bank.</summary>
    public static int Bank(Draft draft, Side side) => draft.Rules.BankMs - draft.Live.Of(side).BankUsedMs;
}
