using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>A projector through long outages, under a load that never ends, and beside a feed that cannot be followed.</summary>
public sealed class ProjectorLoopTests
{
    private readonly VolatileJournal journal = new();
    private readonly VolatileReadModel model = new();
    private readonly ManualTime time = new();
    private readonly List<Exception> faults = [];

    [Fact]
    public async Task However_long_the_store_was_down_what_happened_meanwhile_is_taken_in_when_it_is_back()
    {
        var game = await Append(journal);
        var down = true;
        var feed = new Asked(journal, () => down ? throw new JournalUnavailableException("The store is down.") : default);
        var options = new ProjectorOptions { Faulted = Hears };
        await using var projector = new Projector(new(feed, journal, journal, model, time), options);
        projector.Start();

        // Twenty-five minutes at half a minute a try: a rest that doubled each time would be longer than the universe is old.
        await Eventually(() => Faults >= 50, options.RestMax);
        down = false;

        await Eventually(() => projector.Sight is { Failure: null, LagEvents: 0, Games: > 0 }, options.RestMax);
        Assert.NotNull(await model.Rows(game[0].Game));
    }

    [Fact]
    public async Task Under_a_load_that_never_ends_the_projector_comes_to_its_rest_and_lists_the_games()
    {
        await Append(journal);
        var asked = 0;
        var feed = new Asked(journal, async () =>
        {
            if (++asked > 100) throw new InvalidOperationException("It never rests.");
            await journal.Append(Sample.Group(Sample.NewGame(), 1));
        });
        await using var projector = new Projector(new(feed, journal, journal, model, time));

        await projector.CatchUp();

        Assert.True(await model.ListedTo() > 0);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_followed_does_not_stop_the_others()
    {
        var other = new VolatileJournal();
        var (ill, well) = (await Append(journal), await Append(other));
        var both = new Both(journal, other, ill[0].Game) { Chokes = true };
        await using var projector = new Projector(new(both, both, journal, model, time));

        await Assert.ThrowsAsync<InvalidOperationException>(() => projector.CatchUp());
        Assert.NotNull(await model.Rows(well[0].Game));
        Assert.Null(await model.Rows(ill[0].Game));
        both.Chokes = false;
        await projector.CatchUp();

        Assert.NotNull(await model.Rows(ill[0].Game));
    }

    [Fact]
    public async Task A_sweep_that_failed_is_made_again()
    {
        await Append(journal);
        var store = new FailingStore(model);
        await using var projector = new Projector(new(journal, journal, journal, store, time));
        await projector.CatchUp();
        var at = (await model.Checkpoints())[Feed.All];
        var ghost = PlayedGames.Of(PlayedGames.Create("OTH", "HOM", "2018-04-07"), 1, 0);
        await model.Store(Feed.All, at, at, [new(ghost[0].Game, 99, 9, Baseball.GameRows.Of(ghost[0].Game, ghost), true, null)]);
        await model.Rebuild();
        store.SweepFails = true;

        await Assert.ThrowsAsync<JournalUnavailableException>(() => projector.CatchUp());
        store.SweepFails = false;
        await projector.CatchUp();

        Assert.Null(await model.Rows(ghost[0].Game));
    }

    private int Faults
    {
        get
        {
            lock (faults) return faults.Count;
        }
    }

    private void Hears(Exception fault)
    {
        lock (faults) faults.Add(fault);
    }

    private async Task Eventually(Func<bool> holds, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            time.Advance(step);
            await Task.Delay(1, patience.Token);
        }
    }

    private static async Task<IReadOnlyList<EventGroup>> Append(VolatileJournal to)
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 1, 0);
        foreach (var group in game) await to.Append(group);
        return game;
    }

    /// <summary>A feed to which something happens whenever its head is asked for.</summary>
    private sealed class Asked(IFeed feed, Func<ValueTask> first) : IFeed
    {
        public IReadOnlyList<Feed> Feeds => feed.Feeds;

        public Feed FeedOf(GameId game) => feed.FeedOf(game);

        public async ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default)
        {
            await first();
            return await feed.Heads(feeds, stop);
        }

        public ValueTask<IReadOnlyList<FeedEntry>> Read(Feed of, long after, int max, CancellationToken stop = default) =>
            feed.Read(of, after, max, stop);
    }

    /// <summary>Two journals of one game each as two feeds of one store; reading the first game may fail.</summary>
    private sealed class Both(VolatileJournal first, VolatileJournal second, GameId ofFirst) : IFeed, IJournal
    {
        private static readonly Feed one = Feed.Of(new Shard(0)), two = Feed.Of(new Shard(1));

        public bool Chokes { get; set; }

        public IReadOnlyList<Feed> Feeds { get; } = [one, two];

        public Feed FeedOf(GameId game) => game == ofFirst ? one : two;

        public async ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default) =>
            new Dictionary<Feed, long>
            {
                [one] = (await first.Heads([Feed.All], stop))[Feed.All],
                [two] = (await second.Heads([Feed.All], stop))[Feed.All],
            };

        public ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, int max, CancellationToken stop = default) =>
            (feed == one ? first : second).Read(Feed.All, after, max, stop);

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
            game != ofFirst ? second.Read(game, after, upTo, stop)
            : Chokes ? throw new InvalidOperationException("A defect.")
            : first.Read(game, after, upTo, stop);

        public ValueTask<int> Head(GameId game, CancellationToken stop = default) => (game == ofFirst ? first : second).Head(game, stop);

        public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) =>
            first.Append(group, card, epoch);
    }
}
