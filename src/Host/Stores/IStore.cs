using AkkaGame.Actors;

namespace AkkaGame.Host.Stores;

/// <summary>One journal with all that an engine stands on: opened together, closed together.</summary>
internal interface IStore : IAsyncDisposable
{
    IJournal Journal { get; }

    ISnapshots Snapshots { get; }

    IGames Games { get; }

    IQuarantine Quarantine { get; }

    /// <summary>The secrets of played games.</summary>
    ISecrets Secrets { get; }

    /// <summary>What the leagues' cards have said.</summary>
    ICells Cells { get; }

    /// <summary>Which tickets were used, and what was revoked.</summary>
    ITokens Tokens { get; }

    /// <summary>What the journal took, in order.</summary>
    IFeed Feed { get; }

    /// <summary>What is kept of it for questions over many games.</summary>
    IReadModel ReadModel { get; }

    /// <summary>The same, asked.</summary>
    IRecordBook Book { get; }

    /// <summary>Who is connected to which game.</summary>
    ISessions Sessions { get; }

    /// <summary>What of it this process may write to. Closing gives it back, so the engine's games must have left before.</summary>
    IOwnership Ownership { get; }

    /// <summary>This process as one of several nodes; null where it is the only one that there can be, or only looks on.</summary>
    Tenant? Tenant => null;

    /// <summary>Tells whoever finds it held where this process answers operators; nothing where many may open it side by side.</summary>
    void Announce(Uri operators);
}
