using AkkaGame.Actors;

namespace AkkaGame.Host.Stores;

/// <summary>A store that forgets with its process: what the rest of a server costs is measured on it.</summary>
internal sealed class VolatileStore : IStore
{
    private readonly VolatileJournal journal = new();
    private readonly VolatileReadModel readModel = new();

    public IJournal Journal => journal;

    public ISnapshots Snapshots => journal;

    public IGames Games => journal;

    public IQuarantine Quarantine => journal;

    public ISecrets Secrets => journal;

    public ICells Cells => journal;

    public IFeed Feed => journal;

    public IReadModel ReadModel => readModel;

    public IRecordBook Book => readModel;

    public ISessions Sessions { get; } = new VolatileSessions();

    public ITokens Tokens { get; } = new VolatileTokens();

    public IOwnership Ownership => SoleOwner.Instance;

    public void Announce(Uri operators)
    {
        // Nobody finds it held.
    }

    public ValueTask DisposeAsync() => default;
}
