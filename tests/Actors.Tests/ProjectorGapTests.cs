using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>A position that is missing in a feed: waited for, then passed over with an alarm.</summary>
public sealed class ProjectorGapTests
{
    private readonly VolatileJournal journal = new();
    private readonly VolatileReadModel model = new();
    private readonly ManualTime time = new();
    private readonly List<Exception> faults = [];
    private readonly Hiding feed;

    public ProjectorGapTests() => feed = new(journal);

    [Fact]
    public async Task A_position_that_shows_late_is_waited_for()
    {
        var game = await Append();
        feed.Hidden = 5;
        await using var projector = Projector();

        await projector.CatchUp();
        var lag = projector.Sight.LagSeconds;
        time.Advance(TimeSpan.FromSeconds(3));
        await projector.CatchUp();
        Assert.Equal(lag + 3, projector.Sight.LagSeconds);
        Assert.Equal(4, (await model.Checkpoints())[Feed.All].Position);
        Assert.True(projector.Sight is { LagEvents: > 0, Gaps: 0 });
        feed.Hidden = 0;
        await projector.CatchUp();

        Assert.Equal((game[^1].Last, 0L), ((int)(await model.Checkpoints())[Feed.All].Position, projector.Sight.LagEvents));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_position_that_never_shows_is_passed_over_with_an_alarm_and_nothing_is_missing_in_the_rows()
    {
        var game = await Append();
        feed.Hidden = 5;
        await using var projector = Projector();
        await projector.CatchUp();

        time.Advance(TimeSpan.FromSeconds(11));
        await projector.CatchUp();

        Assert.Equal((1L, 0L), (projector.Sight.Gaps, projector.Sight.LagEvents));
        Assert.Contains("5 to 5", Assert.IsType<FeedGapException>(Assert.Single(faults)).Message, StringComparison.Ordinal);
        Assert.Equal(Baseball.GameRows.Of(game[0].Game, game)!.Plays, (await model.Rows(game[0].Game))!.Plays);
    }

    private Projector Projector() => new(new(feed, journal, journal, model, time), new() { Faulted = faults.Add });

    private async Task<IReadOnlyList<EventGroup>> Append()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06"), 1, 0);
        foreach (var group in game) await journal.Append(group);
        return game;
    }

    /// <summary>A feed in which one position cannot be seen.</summary>
    private sealed class Hiding(IFeed feed) : IFeed
    {
        public long Hidden { get; set; }

        public IReadOnlyList<Feed> Feeds => feed.Feeds;

        public Feed FeedOf(GameId game) => feed.FeedOf(game);

        public ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default) =>
            feed.Heads(feeds, stop);

        public async ValueTask<IReadOnlyList<FeedEntry>> Read(Feed of, long after, int max, CancellationToken stop = default) =>
            [.. (await feed.Read(of, after, max, stop)).Where(entry => entry.Position != Hidden)];
    }
}
