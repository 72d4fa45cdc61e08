using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>A journal whose node owns every shard, for tests that know of no epochs.</summary>
internal sealed class OwnedStore : IJournal, ISnapshots, IGames, IQuarantine, ICells, IFeed, ISecrets, IAsyncDisposable
{
    private readonly PostgresJournal inner;
    private readonly long epoch;

    private OwnedStore(PostgresJournal inner, long epoch) => (this.inner, this.epoch) = (inner, epoch);

    public static async Task<OwnedStore> Open(PostgresDatabase database, HouseKeyFile? keys = null)
    {
        var node = Guid.NewGuid();
        var epoch = await database.GiveAllShardsTo(node);
        return new(await PostgresJournal.Open(new(database.App) { Node = () => node, Keys = keys }), epoch);
    }

    public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) =>
        inner.Append(group, card, this.epoch);

    public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
        inner.Read(game, after, upTo, stop);

    public ValueTask<int> Head(GameId game, CancellationToken stop = default) => inner.Head(game, stop);

    public ValueTask<bool> Save(Snapshot snapshot) => inner.Save(snapshot);

    public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
        inner.Latest(game, below, stop);

    public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default) =>
        inner.List(after, max, stop);

    public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) => inner.Find(game, stop);

    public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default) => inner.Find(retrosheet, stop);

    public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default) => inner.Alarms(of, stop);

    public ValueTask<bool> PutAside(AsideGame game) => inner.PutAside(game);

    public ValueTask<bool> TakeBack(GameId game) => inner.TakeBack(game);

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default) => inner.Aside(stop);

    public ValueTask<bool> Keep(IReadOnlyList<CellMemory> said) => inner.Keep(said);

    public ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default) =>
        inner.Recall(places, stop);

    public IReadOnlyList<Feed> Feeds => inner.Feeds;

    public Feed FeedOf(GameId game) => inner.FeedOf(game);

    public ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default) =>
        inner.Heads(feeds, stop);

    public ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, int max, CancellationToken stop = default) =>
        inner.Read(feed, after, max, stop);

    public ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh) => inner.FindOrKeep(game, fresh);

    ValueTask<SecretFound> ISecrets.Find(GameId game, CancellationToken stop) => ((ISecrets)inner).Find(game, stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
