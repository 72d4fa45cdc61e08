using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>A read model whose store fails now and then: every other time only after it had done what it was asked.</summary>
public sealed class FailingStore(IReadModel store) : IReadModel
{
    private int asked;

    /// <summary>Of so many writes one fails.</summary>
    public int FailEvery { get; set; } = int.MaxValue;

    public int Failed { get; private set; }

    /// <summary>Makes sweeps fail.</summary>
    public bool SweepFails { get; set; }

    public ValueTask<IReadOnlyDictionary<Feed, Checkpoint>> Checkpoints(CancellationToken stop = default) => store.Checkpoints(stop);

    public ValueTask<IReadOnlyDictionary<GameId, Reached>> Reached(IReadOnlyCollection<GameId> games, CancellationToken stop = default) =>
        store.Reached(games, stop);

    public async ValueTask<bool> Store(
        Feed feed, Checkpoint? from, Checkpoint to, IReadOnlyList<ProjectedGame> games, CancellationToken stop = default)
    {
        if (++asked % FailEvery != 0) return await store.Store(feed, from, to, games, stop);
        if (++Failed % 2 == 0) await store.Store(feed, from, to, games, stop);
        throw new JournalUnavailableException("The store is down.");
    }

    public ValueTask Rebuild(CancellationToken stop = default) => store.Rebuild(stop);

    public ValueTask<int> Sweep(Feed feed, CancellationToken stop = default) =>
        SweepFails ? throw new JournalUnavailableException("The store is down.") : store.Sweep(feed, stop);

    public ValueTask<long> ListedTo(CancellationToken stop = default) => store.ListedTo(stop);

    public ValueTask ListTo(long number, CancellationToken stop = default) => store.ListTo(number, stop);

    public ValueTask<IReadOnlyList<UnreadableGame>> Unreadable(int max, CancellationToken stop = default) => store.Unreadable(max, stop);
}
