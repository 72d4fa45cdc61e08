using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a game may do by itself.</summary>
public enum TimerKind : byte
{
    None,
    /// <summary>A delay is over: play goes on.</summary>
    DelayEnds,
    /// <summary>A window's deadline.</summary>
    WindowDue,
    /// <summary>Computer managers play on: nobody is asked.</summary>
    PlayOn,
    /// <summary>An unfinished game rests so long that its dice key is shown.</summary>
    KeyRests,
}

/// <summary>
/// A moment at which a game does something by itself. It is part of the state and nothing else: it survives whatever the state survives,
/// and it has fired, or was dropped, exactly when the state does not hold it any more.
/// </summary>
/// <param name="Due">Unix milliseconds UTC.</param>
/// <param name="About">Which of its kind, where a game may have several at once.</param>
public readonly record struct GameTimer(TimerKind Kind, long Due, Guid? About = null)
{
    /// <summary>The command id under which <paramref name="game"/> stores what it does at this moment.</summary>
    public CommandId CommandOf(GameId game) => CommandId.OfTimer(game, Word, About, Due);

    // By hand: an id that is derived from a name must not change when the name does.
    private string Word => Kind switch
    {
        TimerKind.DelayEnds => "delay-ends",
        TimerKind.WindowDue => "window-due",
        TimerKind.PlayOn => "play-on",
        TimerKind.KeyRests => "key-rests",
        _ => throw new UnreachableException($"A timer of kind {Kind} has no word."),
    };
}
