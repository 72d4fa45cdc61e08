using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// What happens in games that other nodes play, as their owners tell it: soon, but not surely. Whoever follows one reads in the journal
/// whatever does not come.
/// </summary>
public interface IOutOfTown
{
    /// <summary>
    /// Follows a game wherever it is played, from one owner to the next, until the ticker is disposed of. While it is played here nothing
    /// comes of it: the engine tells its audience.
    /// </summary>
    ITicker Follow(GameId game, IFan fan);
}

/// <summary>Who follows a game from out of town. Called from any thread, one call at a time; must not block.</summary>
public interface IFan
{
    /// <summary>
    /// A durable group, as the owner publishes it. Groups of one owner come in order, but some may be left out, or come again after a
    /// change of owner.
    /// </summary>
    void Told(EventGroup group);

    /// <summary>Something may have happened that is not told: the journal knows.</summary>
    void Missed();
}

/// <summary>The wire over which one game is followed.</summary>
public interface ITicker : IDisposable
{
    /// <summary>True while its owner tells what happens; otherwise only the journal does.</summary>
    bool IsOn { get; }
}
