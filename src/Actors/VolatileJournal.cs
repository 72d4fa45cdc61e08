using System.Collections.Concurrent;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A journal that forgets with its process: for tests, and for running the rules at full speed.</summary>
public sealed class VolatileJournal : IJournal, ISnapshots, IGames, IQuarantine, ICells, IFeed, ISecrets
{
    private const int SnapshotsKept = 2;

    private static readonly Comparer<(long Last, EventGroup)> byPosition =
        Comparer<(long Last, EventGroup)>.Create(static (a, b) => a.Last.CompareTo(b.Last));

    private readonly ConcurrentDictionary<GameId, Shelf> shelves = new();
    private readonly ConcurrentDictionary<GameId, AsideGame> aside = new();
    private readonly ConcurrentDictionary<GameId, GameSecret> secrets = new();
    private readonly ConcurrentDictionary<CellKey, CellMemory> cells = new();
    private readonly List<GameId> inOrder = [];
    private readonly List<(long Last, EventGroup Group)> taken = [];

    public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
    {
        if (group.Events.Count == 0) throw new ArgumentException("A group holds at least one event.", nameof(group));
        var shelf = shelves.GetOrAdd(group.Game, static _ => new());
        lock (shelf)
        {
            if (group.First != shelf.Head + 1) return new(AppendOutcome.WrongSequence(group, shelf.Head));
            if (shelf.Groups.Count == 0) lock (inOrder) { inOrder.Add(group.Game); shelf.Number = inOrder.Count; }
            shelf.Groups.Add(group);
            lock (taken) taken.Add(((taken.Count == 0 ? 0 : taken[^1].Last) + group.Events.Count, group));
            shelf.Card = card ?? shelf.Card;
        }

        return new(AppendOutcome.Appended);
    }

    public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default)
    {
        if (!shelves.TryGetValue(game, out var shelf)) return new(new JournalRead([], 0));
        lock (shelf) return new(new JournalRead([.. shelf.Groups.Where(g => g.First > after && g.Last <= upTo)], shelf.Head));
    }

    public ValueTask<int> Head(GameId game, CancellationToken stop = default)
    {
        if (!shelves.TryGetValue(game, out var shelf)) return new(0);
        lock (shelf) return new(shelf.Head);
    }

    public ValueTask<bool> Save(Snapshot snapshot)
    {
        var shelf = shelves.GetOrAdd(snapshot.Game, static _ => new());
        lock (shelf)
        {
            shelf.Snapshots[snapshot.Seq] = snapshot;
            while (shelf.Snapshots.Count > SnapshotsKept) shelf.Snapshots.RemoveAt(0);
        }

        return new(true);
    }

    public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default)
    {
        if (!shelves.TryGetValue(game, out var shelf)) return new((Snapshot?)null);
        lock (shelf) return new(shelf.Snapshots.Values.LastOrDefault(s => s.Seq < below));
    }

    public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default)
    {
        GameId[] page;
        lock (inOrder) page = [.. inOrder.Skip((int)Math.Min(after, int.MaxValue)).Take(max)];
        return new([.. page.Select(Listing)]);
    }

    public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) =>
        new(shelves.TryGetValue(game, out var shelf) && shelf.Number > 0 ? Listing(game) : null);

    public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default)
    {
        GameId[] all;
        lock (inOrder) all = [.. inOrder];
        return new(all.Select(Listing).FirstOrDefault(listing => listing.Retrosheet == retrosheet));
    }

    public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default) =>
        new([.. shelves.Where(s => of is null || Shard.Of(s.Key) == of).SelectMany(static s => AlarmOf(s.Key, s.Value))]);

    public ValueTask<bool> PutAside(AsideGame game)
    {
        aside.AddOrUpdate(game.Game, game, (_, before) => game with { Since = before.Since });
        return new(true);
    }

    public ValueTask<bool> TakeBack(GameId game) => new(aside.TryRemove(game, out _));

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default) =>
        new([.. aside.Values.OrderBy(static game => game.Since).ThenBy(static game => game.Game.Value)]);

    public ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh) => new(SecretFound.Of(secrets.GetOrAdd(game, fresh)));

    ValueTask<SecretFound> ISecrets.Find(GameId game, CancellationToken stop) =>
        new(secrets.TryGetValue(game, out var secret) ? SecretFound.Of(secret) : SecretFound.None);

    public ValueTask<bool> Keep(IReadOnlyList<CellMemory> said)
    {
        foreach (var one in said) cells.AddOrUpdate(one.Key, one, (_, before) => LeagueCards.Standing(before, one));
        return new(true);
    }

    public ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default)
    {
        var found = cells.Values.Where(one => places.Any(place => LeagueCards.IsSamePlace(place, one.Key)));
        return new([.. found.OrderBy(static one => one.Key.D20)]);
    }

    public IReadOnlyList<Feed> Feeds { get; } = [Feed.All];

    public Feed FeedOf(GameId game) => Feed.All;

    public ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default)
    {
        long head;
        lock (taken) head = taken.Count == 0 ? 0 : taken[^1].Last;
        return new(feeds.ToDictionary(static feed => feed, _ => head));
    }

    public ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, int max, CancellationToken stop = default)
    {
        var read = new List<FeedEntry>();
        lock (taken)
        {
            // The first group whose last event comes after that position: events count one by one, groups do not.
            var at = taken.BinarySearch((after + 1, null!), byPosition);
            for (var i = at < 0 ? ~at : at; i < taken.Count && read.Count < max; i++)
            {
                var (last, group) = taken[i];
                for (var position = Math.Max(after + 1, last - group.Events.Count + 1); position <= last && read.Count < max; position++)
                    read.Add(new(position, group.Game, group.Last - (int)(last - position), group.Command, group.At));
            }
        }

        return new(read);
    }

    private static IEnumerable<Alarm> AlarmOf(GameId game, Shelf shelf)
    {
        lock (shelf) return shelf.Card?.Due is { } due ? [new(game, due)] : [];
    }

    private GameListing Listing(GameId game)
    {
        var shelf = shelves[game];
        lock (shelf) return new(shelf.Number, game, shelf.Head, shelf.Groups[0].At, shelf.Card?.Retrosheet, shelf.Card?.Summary);
    }

    private sealed class Shelf
    {
        public List<EventGroup> Groups { get; } = [];
        public SortedList<int, Snapshot> Snapshots { get; } = [];
        public GameCard? Card { get; set; }
        public int Number { get; set; }
        public int Head => Groups.Count == 0 ? 0 : Groups[^1].Last;
    }
}
