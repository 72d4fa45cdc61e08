using System.Collections.Immutable;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// The games put aside, as the store lists them, kept in memory so that bringing a game back asks the store nothing. What another node
/// wrote while it had a shard is read when the shard's epoch here is a new one.
/// </summary>
internal sealed class AsideList : IDisposable
{
    /// <summary>Reported where <see cref="Keep"/> could not.</summary>
    public static readonly NotStoredException NotKept = new("The list of games put aside was not brought up to date.");

    private readonly IQuarantine? store;
    private readonly IOwnership ownership;
    private long?[]? readUnder;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private volatile ImmutableDictionary<GameId, AsideGame> games = ImmutableDictionary<GameId, AsideGame>.Empty;

    public AsideList(IQuarantine? store, IOwnership ownership) => (this.store, this.ownership) = (store, ownership);

    public IReadOnlyCollection<AsideGame> All => [.. games.Values];

    /// <summary>True where there is a store to write to.</summary>
    public bool IsKept => store is not null;

    public AsideGame? Find(GameId game) => games.GetValueOrDefault(game);

    /// <summary>Done when all is known that was written about the shard's games before that epoch.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public ValueTask Ready(Shard shard, long epoch) =>
        store is null || Volatile.Read(ref readUnder)?[shard.Number] == epoch ? default : new(Read(store));

    /// <summary>Reads ahead of the first game that needs it; where that fails, that game will ask again, and says what it hears.</summary>
    public async Task ReadAhead()
    {
        try
        {
            if (store is not null) await Read(store);
        }
        catch (Exception)
        {
        }
    }

    /// <returns>False where it could not be written.</returns>
    public async ValueTask<bool> PutAside(AsideGame game)
    {
        if (store is null) return true;
        await oneAtATime.WaitAsync();
        try
        {
            if (!await store.PutAside(game)) return false;
            games = games.SetItem(game.Game, games.GetValueOrDefault(game.Game) is { } before ? game with { Since = before.Since } : game);
            return true;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>What is to be done about the list when a game was read (<see cref="GameBehavior.Read"/>).</summary>
    /// <returns>False where it could not be done.</returns>
    public ValueTask<bool> Keep(GameId game, Effect? then) => then switch
    {
        Effect.PutAside put => PutAside(put.Entry),
        Effect.TakeBack => TakeBack(game),
        _ => new(true),
    };

    /// <returns>False where the store did not take it off.</returns>
    public async ValueTask<bool> TakeBack(GameId game)
    {
        if (store is null || Find(game) is null) return true;
        await oneAtATime.WaitAsync();
        try
        {
            if (!await store.TakeBack(game)) return false;
            games = games.Remove(game);
            return true;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task Read(IQuarantine from)
    {
        await oneAtATime.WaitAsync();
        try
        {
            // The epochs of before the reading: what was written under earlier ones is in what is read.
            long?[] under = [.. Shard.All.Select(ownership.EpochOf)];
            if (readUnder is { } before && under.SequenceEqual(before)) return;
            games = (await from.Aside()).ToImmutableDictionary(static game => game.Game);
            Volatile.Write(ref readUnder, under);
        }
        finally
        {
            oneAtATime.Release();
        }
    }
}
