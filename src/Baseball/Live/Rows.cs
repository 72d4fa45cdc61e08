using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Where managers read the charts themselves: after each roll its row is read before anything comes of it, by the side at bat where the d6
/// shows 1 to 3 and by the side in the field where it shows 4 to 6. The chart is the law, so a reading that is not its row is refused, and
/// nobody has to confirm one. A computer manager reads at once; for who is silent until his time is up the server reads.
/// </summary>
internal static class Rows
{
    public static bool IsUnread(Draft draft, PlayUnderWay play) =>
        draft.Rules.Dice == DiceMode.Chart && play.RowsRead < play.Rolls.Count;

    /// <summary>Whose row it is.</summary>
    public static Side Owner(Game game, DiceRolled roll) => roll.Dice.D6 <= 3 ? game.Batting : game.Fielding;

    /// <summary>What the roll that lies has hit.</summary>
    public static ChartEntry Hit(Game game, PlayUnderWay play) => Resolver.Hits(game, play)[play.Rolls.Count - 1];

    /// <summary>True where a person is asked; otherwise the roll has been read.</summary>
    public static bool Ask(Draft draft, PlayUnderWay play)
    {
        var roll = play.Rolls[play.Rolls.Count - 1];
        var owner = Owner(draft.Game, roll);
        if (Windows.Persons(draft).Has(owner))
        {
            draft.Open(Windows.New(draft, WindowKind.Reading, owner.Alone()));
            return true;
        }

        draft.Add(new RowRead(roll.Number, owner, Hit(draft.Game, play).Outcome));
        return false;
    }

    public static Refusal? Read(Draft draft, Envelope envelope, ReadRow row)
    {
        if (draft.Rules.Dice != DiceMode.Chart)
            return Refusal.Illegal("command", "chart-only", "Only where managers read the charts themselves is a row read.");
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Reading) is { } notAsked) return notAsked;
        var play = draft.Play.UnderWay!;
        var lies = play.Rolls[play.Rolls.Count - 1].Number;
        if (row.Roll != lies)
        {
            return new(
                RefusalCode.StaleDecision, "roll", "newest-roll", $"Roll {row.Roll} is not the one that lies; that is {lies}.",
                Retry.NewId);
        }

        var hit = Hit(draft.Game, play);
        if (row.Outcome != hit.Outcome)
        {
            return Refusal.Illegal(
                "outcome", "chart-row",
                $"Roll {lies} has hit row {hit.Row} of {hit.Chart} ({hit.Hash}), and that is not what stands there.");
        }

        draft.Add(new RowRead(lies, side, hit.Outcome));
        Plays.Continue(draft, mayRoll: true);
        return null;
    }

    /// <summary>Whoever was to read has left his seat.</summary>
    public static void Settle(Draft draft)
    {
        if ((draft.Window!.Asked & Windows.Persons(draft)) == Sides.None) Plays.Continue(draft, mayRoll: true);
    }

    /// <summary>The reader's time is up: he draws on his bank, or the server reads.</summary>
    public static void Fall(Draft draft)
    {
        var (window, play) = (draft.Window!, draft.Play.UnderWay!);
        var side = window.Asked.Has(draft.Game.Batting) ? draft.Game.Batting : draft.Game.Fielding;
        if (Deadlines.Bank(draft, side) > 0)
        {
            Deadlines.Pay(draft, window, side);
            return;
        }

        draft.Add(new DeadlinePassed(window.Id, side));
        draft.Add(new RowRead(play.Rolls[play.Rolls.Count - 1].Number, null, Hit(draft.Game, play).Outcome));
        if (draft.Live.Of(side).Missed >= Seats.MissedMax) Seats.Leave(draft, side, Seats.StandInLevel, HandOver.Deadline);
        Plays.Continue(draft, mayRoll: true);
    }
}
