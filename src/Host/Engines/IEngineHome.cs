using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Engines;

/// <summary>
/// What a house needs of an engine, whichever it is: the games, whose they are, and how this process comes and goes among the others of
/// its database. In this order: opened, served, met, entered, handed over, disposed of.
/// </summary>
internal interface IEngineHome : IAsyncDisposable
{
    /// <summary>Which games this process plays itself.</summary>
    IOwnership Ownership { get; }

    /// <summary>Which feeds this process takes into the read model.</summary>
    IOwnership Followed { get; }

    /// <summary>What happens in games that other processes play; null where there are no others.</summary>
    IOutOfTown? OutOfTown { get; }

    /// <summary>The games of all processes.</summary>
    IEngine Engine { get; }

    /// <summary>Those of this one, for operators.</summary>
    IEngineInspector Inspector { get; }

    /// <summary>This process as one of several nodes, for operators; null where it is the only one that there can be.</summary>
    ICluster? Cluster { get; }

    /// <summary>
    /// Done when this process cannot play any more and has to end, with the reason; null where it was told to. For ever open where that
    /// cannot be.
    /// </summary>
    Task<string?> Ended { get; }

    /// <summary>Makes the engine; once, and before anything but the first three is asked.</summary>
    /// <param name="before">Who is to stand before whoever answers for this process.</param>
    void Open(EnginePorts ports, EngineOptions options, Func<IEngine, IEngine> before);

    /// <summary>Answers the other processes from now on. There are no games here before it has entered.</summary>
    Task Serve(ILoggerFactory logs);

    /// <summary>Asks the others whether they know this one.</summary>
    /// <exception cref="HouseClosedException">They do not.</exception>
    Task Meet();

    /// <summary>From now on there may be games here.</summary>
    Task Enter();

    /// <summary>Where the games of a shard are played, as far as this process knows: true where that is somewhere.</summary>
    bool IsSomewhere(Shard shard);

    /// <summary>The games of this process go to others, where there are any. What is left then stays until the end.</summary>
    Task HandOver(CancellationToken stop);
}
