using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A side without a person. Pure: what it decides follows from the game, the decision's id and its level, never from the dice keys, so
/// that anybody can recompute that it did not peek. What it decides is always legal, and comes with one true sentence.
/// </summary>
/// <remarks>
/// The game is the one before any seal of the window was opened. A person who studies the rules of a level can foresee what it does: its
/// draws of luck come from the window's id, which is public.
/// </remarks>
public static class ComputerManager
{
    /// <summary>Levels run from 1 to this one.</summary>
    public const byte Levels = 3;

    /// <summary>What the side in the field does with the next pitch.</summary>
    /// <param name="decision">The pitch window's id.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public static (DefensiveDecision Decision, string Why) Defense(Game game, Guid decision, byte level) =>
        Known(level) switch
        {
            1 => Novice.Defense(game, new Luck(decision)),
            2 => Book.Defense(game, new Luck(decision)),
            _ => Percentages.Defense(game, new Luck(decision)),
        };

    /// <summary>What the side at bat does with the next pitch.</summary>
    /// <inheritdoc cref="Defense"/>
    public static (OffensiveDecision Decision, string Why) Offense(Game game, Guid decision, byte level) =>
        Known(level) switch
        {
            1 => Novice.Offense(game, new Luck(decision)),
            2 => Book.Offense(game, new Luck(decision)),
            _ => Percentages.Offense(game, new Luck(decision)),
        };

    /// <summary>What the side in the field does about a runner who could try for another base.</summary>
    /// <param name="decision">The play window's id.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public static (ThrowDecision Decision, string Why) Throw(Game game, Contest contest, Guid decision, byte level)
    {
        _ = decision;
        return Known(level) switch
        {
            1 => Novice.Throw(game, contest),
            2 => Book.Throw(game, contest),
            _ => SendOrHold.Throw(game, contest),
        };
    }

    /// <summary>What the side at bat does about that runner.</summary>
    /// <inheritdoc cref="Throw"/>
    public static (AdvanceDecision Decision, string Why) Advance(Game game, Contest contest, Guid decision, byte level)
    {
        _ = decision;
        return Known(level) switch
        {
            1 => Novice.Advance(game, contest),
            2 => Book.Advance(game, contest),
            _ => SendOrHold.Advance(game, contest),
        };
    }

    /// <summary>
    /// Whom it sends in when its turn to substitute comes: for men who have to leave, for a pitcher who is tired, for gaps in the field.
    /// Null where it leaves things as they are, and where it has nobody left to send. The same at every level where nobody knows what the
    /// men can do; by their cards from level 2 on.
    /// </summary>
    public static Substitute? Change(Game game, Side side, byte level = 1) => Change(game, side, out _, level);

    /// <inheritdoc cref="Change(Game, Side, byte)"/>
    /// <param name="why">One true sentence; null where nobody is sent in.</param>
    public static Substitute? Change(Game game, Side side, out string? why, byte level = 1) => Known(level) == 1 || game.Edition is null
        ? new NoviceChanges(game, side).Announced(out why)
        : new BookChanges(game, side, game.Edition).Announced(out why);

    private static byte Known(byte level) => level is >= 1 and <= Levels
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, $"Computer managers have levels 1 to {Levels}.");
}
