using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Both decisions are shown together. Each comes from the side's seal; else from its computer manager; else, where its time has passed,
/// from its standing orders or from a computer that sits in. What a computer decides follows from the game as it was before any seal.
/// </summary>
internal static class Reveal
{
    /// <summary>The next pitch: decisions, dice, play, and what follows, in one group.</summary>
    public static void Pitch(Draft draft)
    {
        if (IsUnreadable(draft)) return;
        var window = draft.Window!;
        var (defense, inField) = Defense(draft, window);
        var (offense, atBat) = Offense(draft, window);
        draft.Add(new DecisionsRevealed(
            window.Id, inField, atBat, defense, offense, Moot: Precedence.Moot(draft.Game.Batting, defense, offense)));
        Plays.Continue(draft, mayRoll: true);
    }

    /// <summary>A choice while the ball is in play, and what comes of it.</summary>
    public static void Play(Draft draft)
    {
        if (IsUnreadable(draft)) return;
        Contest(draft);
        Plays.Continue(draft, mayRoll: true);
    }

    /// <summary>Shows what both sides do about the runner in question.</summary>
    public static void Contest(Draft draft)
    {
        var window = draft.Window!;
        var (thrown, inField) = Throw(draft, window);
        var (advance, atBat) = Advance(draft, window);
        draft.Add(new DecisionsRevealed(window.Id, inField, atBat, Throw: thrown, Advance: advance));
    }

    /// <summary>The secret was lost, and with it what is in the boxes: a new key is made, and both sides are asked again.</summary>
    private static bool IsUnreadable(Draft draft)
    {
        if (!Keys.IsLost(draft)) return false;
        Keys.Renew(draft);
        return true;
    }

    private static (DefensiveDecision, Revealed) Defense(Draft draft, Window window)
    {
        var game = draft.Game;
        var side = game.Fielding;
        if (Sealed(draft, window, side) is { Decision.Defense: { } own } seal) return (own, new(TakenFrom.Seal, seal.Salt));
        if (!draft.Live.Of(side).IsComputer && Orders(draft, side) is { Orders.Defense: { } order } orders
            && DecisionRules.Refuse(game, order, draft.Play.Pickoffs) is null)
            return (order, new(TakenFrom.StandingOrders, Boxes.SaltOf(orders, new(Defense: order))));
        var (decision, why) = ComputerManager.Defense(game, window.Id, LevelOf(draft, side));
        return (decision, new(FromComputer(draft, side), Why: why));
    }

    private static (OffensiveDecision, Revealed) Offense(Draft draft, Window window)
    {
        var game = draft.Game;
        var side = game.Batting;
        if (Sealed(draft, window, side) is { Decision.Offense: { } own } seal) return (own, new(TakenFrom.Seal, seal.Salt));
        if (!draft.Live.Of(side).IsComputer && Orders(draft, side) is { Orders.Offense: { } order } orders
            && DecisionRules.Refuse(game, order) is null)
            return (order, new(TakenFrom.StandingOrders, Boxes.SaltOf(orders, new(Offense: order))));
        var (decision, why) = ComputerManager.Offense(game, window.Id, LevelOf(draft, side));
        return (decision, new(FromComputer(draft, side), Why: why));
    }

    private static (ThrowDecision, Revealed) Throw(Draft draft, Window window)
    {
        var side = draft.Game.Fielding;
        if (Sealed(draft, window, side) is { Decision.Throw: { } own } seal) return (own, new(TakenFrom.Seal, seal.Salt));
        if (!draft.Live.Of(side).IsComputer && Orders(draft, side) is { Orders.Throw: { } order } orders)
            return (order, new(TakenFrom.StandingOrders, Boxes.SaltOf(orders, new(Throw: order))));
        var (decision, why) = ComputerManager.Throw(draft.Game, window.Contest!, window.Id, LevelOf(draft, side));
        return (decision, new(FromComputer(draft, side), Why: why));
    }

    private static (AdvanceDecision, Revealed) Advance(Draft draft, Window window)
    {
        var side = draft.Game.Batting;
        if (Sealed(draft, window, side) is { Decision.Advance: { } own } seal) return (own, new(TakenFrom.Seal, seal.Salt));
        if (!Plays.WantsToBeAsked(draft)) return (new(), new(TakenFrom.NotAsked));
        if (!draft.Live.Of(side).IsComputer && Orders(draft, side) is { Orders.Advance: { } order } orders)
            return (order, new(TakenFrom.StandingOrders, Boxes.SaltOf(orders, new(Advance: order))));
        var (decision, why) = ComputerManager.Advance(draft.Game, window.Contest!, window.Id, LevelOf(draft, side));
        return (decision, new(FromComputer(draft, side), Why: why));
    }

    private static OpenedSeal? Sealed(Draft draft, Window window, Side side) =>
        draft.Content(draft.Live.Find(SealKind.Decision, side, window.Id));

    public static OpenedSeal? Orders(Draft draft, Side side) => draft.Content(draft.Live.Find(SealKind.StandingOrders, side));

    internal static byte LevelOf(Draft draft, Side side) =>
        draft.Live.Of(side) is { IsComputer: true, Level: var level } ? level : Seats.StandInLevel;

    private static TakenFrom FromComputer(Draft draft, Side side) =>
        draft.Live.Of(side).IsComputer ? TakenFrom.Computer : TakenFrom.Deadline;
}
