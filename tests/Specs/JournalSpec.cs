using System.Text;
using AkkaGame.Actors;
using AkkaGame.Messages;
using static AkkaGame.Actors.AppendResult;

namespace AkkaGame.Specs;

/// <summary>What every journal does, wherever it keeps things.</summary>
public abstract class JournalSpec
{
    protected abstract IJournal Journal { get; }

    private ISnapshots Snapshots => (ISnapshots)Journal;

    private IGames Games => (IGames)Journal;

    private IQuarantine Quarantine => (IQuarantine)Journal;

    [Fact]
    public async Task What_was_appended_is_read_back_equal()
    {
        var game = Sample.NewGame();
        EventGroup[] groups =
        [
            Sample.Group(game, 1, 3),
            Sample.Group(game, 4) with { By = new("m", Role.Manager, Side.Home), Cause = Cause.Timer, Why = "because", Rules = 7 },
            Sample.Group(game, 5, 2) with { By = new("w", Role.Manager, Side.Away), Check = 0, At = 0 },
        ];
        foreach (var group in groups) Assert.Equal(Appended, (await Journal.Append(group)).Result);

        var read = await Journal.Read(game, 0);

        Assert.Equal(groups, read.Groups);
        Assert.Equal(6, read.Head);
        Assert.Null(read.Unreadable);
    }

    [Theory]
    [InlineData(0, int.MaxValue, "1-3 4-4 5-6")]
    [InlineData(1, int.MaxValue, "4-4 5-6")]
    [InlineData(3, int.MaxValue, "4-4 5-6")]
    [InlineData(5, int.MaxValue, "")]
    [InlineData(1, 4, "4-4")]
    [InlineData(4, int.MaxValue, "5-6")]
    [InlineData(6, int.MaxValue, "")]
    [InlineData(99, int.MaxValue, "")]
    [InlineData(0, 6, "1-3 4-4 5-6")]
    [InlineData(0, 5, "1-3 4-4")]
    [InlineData(0, 2, "")]
    [InlineData(3, 4, "4-4")]
    public async Task Reading_gives_whole_groups_only(int after, int upTo, string expected)
    {
        var game = Sample.NewGame();
        foreach (var group in (EventGroup[])[Sample.Group(game, 1, 3), Sample.Group(game, 4), Sample.Group(game, 5, 2)])
            await Journal.Append(group);

        var read = await Journal.Read(game, after, upTo);

        Assert.Equal(expected, string.Join(' ', read.Groups.Select(g => $"{g.First}-{g.Last}")));
        Assert.Equal(6, read.Head);
    }

    [Fact]
    public async Task A_game_nobody_wrote_stands_at_zero()
    {
        var game = Sample.NewGame();

        Assert.Equal(0, await Journal.Head(game));
        var read = await Journal.Read(game, 0);
        Assert.Empty(read.Groups);
        Assert.Equal(0, read.Head);
        Assert.Null(await Snapshots.Latest(game));
        Assert.Null(await Games.Find(game));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task A_group_that_does_not_follow_is_not_written(int first)
    {
        var game = Sample.NewGame();
        await Journal.Append(Sample.Group(game, 1, 2));

        var outcome = await Journal.Append(Sample.Group(game, first, 3));

        Assert.Equal(WrongSequence, outcome.Result);
        Assert.Contains("seq 2", outcome.Why, StringComparison.Ordinal);
        Assert.Equal(2, await Journal.Head(game));
        Assert.Equal(Appended, (await Journal.Append(Sample.Group(game, 3))).Result);
    }

    [Fact]
    public async Task A_stale_group_does_not_sink_its_neighbours()
    {
        var stale = Sample.NewGame();
        await Journal.Append(Sample.Group(stale, 1));
        var fresh = Enumerable.Range(0, 50).Select(_ => Sample.NewGame()).ToArray();

        var inFlight = fresh.Select(game => Journal.Append(Sample.Group(game, 1)).AsTask()).ToList();
        inFlight.Insert(25, Journal.Append(Sample.Group(stale, 1)).AsTask());
        var outcomes = await Task.WhenAll(inFlight);

        Assert.Equal(WrongSequence, outcomes[25].Result);
        Assert.Equal(50, outcomes.Count(o => o.Result == Appended));
        foreach (var game in fresh) Assert.Equal(1, await Journal.Head(game));
    }

    [Fact]
    public async Task Of_two_writers_one_wins_each_number()
    {
        var game = Sample.NewGame();
        for (var seq = 1; seq <= 100; seq++)
        {
            var first = seq;
            var rivals = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await Journal.Append(Sample.Group(game, first)))));
            Assert.Single(rivals, o => o.Result == Appended);
        }

        var read = await Journal.Read(game, 0);
        Assert.Equal(Enumerable.Range(1, 100), read.Groups.Select(g => g.First));
    }

    [Fact]
    public async Task What_is_read_and_the_head_are_of_one_moment()
    {
        var game = Sample.NewGame();
        var writing = Task.Run(async () =>
        {
            for (var first = 1; first <= 400; first++) await Journal.Append(Sample.Group(game, first));
        });

        for (var ended = false; !ended;)
        {
            ended = writing.IsCompleted;
            var read = await Journal.Read(game, 0);
            Assert.Equal(read.Head, read.Groups is [.., var newest] ? newest.Last : 0);
        }

        await writing;
    }

    [Fact]
    public async Task Many_games_at_once_keep_each_its_order()
    {
        var games = Enumerable.Range(0, 200).Select(_ => Sample.NewGame()).ToArray();

        await Task.WhenAll(games.Select(async game =>
        {
            for (var first = 1; first <= 19; first += 2)
                Assert.Equal(Appended, (await Journal.Append(Sample.Group(game, first, 2))).Result);
        }));

        foreach (var game in games)
            Assert.Equal(Enumerable.Range(0, 10).Select(i => 1 + 2 * i), (await Journal.Read(game, 0)).Groups.Select(g => g.First));
    }

    [Fact]
    public async Task A_group_may_be_long()
    {
        var group = Sample.Group(Sample.NewGame(), 1, 500);

        await Journal.Append(group);

        Assert.Equal([group], (await Journal.Read(group.Game, 0)).Groups);
    }

    [Fact]
    public async Task A_group_without_events_is_a_defect() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.Append(Sample.Group(Sample.NewGame(), 1, 0)));

    [Fact]
    public async Task The_newest_snapshot_comes_first_and_an_older_one_is_there_should_it_be_broken()
    {
        var (game, other) = (Sample.NewGame(), Sample.NewGame());
        await Snapshots.Save(Packed(other, 99));
        foreach (var seq in (int[])[10, 20, 30]) Assert.True(await Snapshots.Save(Packed(game, seq)));

        Assert.Equal(30, (await Snapshots.Latest(game))?.Seq);
        Assert.Equal(20, (await Snapshots.Latest(game, below: 30))?.Seq);
        Assert.Null(await Snapshots.Latest(game, below: 20)); // Two are kept.
    }

    [Fact]
    public async Task A_snapshot_is_read_back_as_it_was_and_can_be_replaced()
    {
        var game = Sample.NewGame();
        await Snapshots.Save(Packed(game, 5) with { Body = [9, 9] });
        var again = Packed(game, 5);
        await Snapshots.Save(again);

        var read = await Snapshots.Latest(game);

        Assert.NotNull(read);
        Assert.Equal((again.Game, again.Seq, again.Schema), (read.Game, read.Seq, read.Schema));
        Assert.Equal(again.Sha256, read.Sha256);
        Assert.Equal(again.Body, read.Body);
    }

    [Fact]
    public async Task Games_are_listed_newest_last_page_by_page()
    {
        var before = (await Games.List(0, int.MaxValue)) is [.., var last] ? last.Number : 0;
        var games = Enumerable.Range(0, 5).Select(_ => Sample.NewGame()).ToArray();
        foreach (var game in games) await Journal.Append(Sample.Group(game, 1, 2), new(null, "{}"u8.ToArray()));

        var first = await Games.List(before, 3);
        var rest = await Games.List(first[^1].Number, 3);

        Assert.Equal(games, first.Concat(rest).Select(l => l.Game));
        Assert.Equal(3, first.Count);
        Assert.All(first, l => Assert.Equal((2, 1_523_030_400_001), (l.Head, l.Created)));
        Assert.Empty(await Games.List(rest[^1].Number, 3));
    }

    [Fact]
    public async Task A_games_card_is_that_of_the_last_group_which_brought_one()
    {
        var game = Sample.NewGame();
        var retrosheet = $"T{Guid.NewGuid():N}"[..12];
        await Journal.Append(Sample.Group(game, 1), new(retrosheet, "first"u8.ToArray()));
        await Journal.Append(Sample.Group(game, 2), new(retrosheet, "second"u8.ToArray()));
        await Journal.Append(Sample.Group(game, 3));
        await Journal.Append(Sample.Group(game, 3), new(retrosheet, "refused"u8.ToArray()));

        var found = await Games.Find(retrosheet);

        Assert.NotNull(found);
        Assert.Equal((game, 3, "second"), (found.Game, found.Head, Encoding.UTF8.GetString(found.Summary.Span)));
        Assert.Equal(found.Number, (await Games.Find(game))?.Number);
        Assert.Null(await Games.Find("NOSUCH000000"));
    }

    [Fact]
    public async Task A_game_that_wants_to_be_woken_is_found_until_its_card_says_otherwise()
    {
        var (game, other) = (Sample.NewGame(), Sample.NewGame());
        await Journal.Append(Sample.Group(game, 1), new(null, "{}"u8.ToArray(), Due: 5_000));
        await Journal.Append(Sample.Group(other, 1), new(null, "{}"u8.ToArray()));
        await Journal.Append(Sample.Group(other, 2), new(null, "{}"u8.ToArray(), Due: 4_000));

        var both = await Games.Alarms();
        var ofShard = await Games.Alarms(Shard.Of(game));
        await Journal.Append(Sample.Group(game, 2), new(null, "{}"u8.ToArray()));

        Assert.Contains(new Alarm(game, 5_000), both);
        Assert.Contains(new Alarm(other, 4_000), both);
        Assert.Contains(new Alarm(game, 5_000), ofShard);
        Assert.All(ofShard, alarm => Assert.Equal(Shard.Of(game), Shard.Of(alarm.Game)));
        Assert.DoesNotContain(await Games.Alarms(), alarm => alarm.Game == game);
    }

    [Fact]
    public async Task A_game_put_aside_is_listed_until_it_is_taken_back()
    {
        var (first, second) = (Sample.NewGame(), Sample.NewGame());
        Assert.True(await Quarantine.PutAside(new(first, 7, "event 8 is unknown", null, 100)));
        Assert.True(await Quarantine.PutAside(new(second, 3, "a dispute", "ops@example.org", 50)));
        Assert.True(await Quarantine.PutAside(new(first, 9, "event 10 is unknown", null, 200)));

        var aside = (await Quarantine.Aside()).Where(a => a.Game == first || a.Game == second);
        Assert.Equal(
            [new AsideGame(second, 3, "a dispute", "ops@example.org", 50), new(first, 9, "event 10 is unknown", null, 100)], aside);
        Assert.True(await Quarantine.TakeBack(first));
        Assert.False(await Quarantine.TakeBack(first));
        Assert.DoesNotContain(await Quarantine.Aside(), a => a.Game == first);
    }

    private static Snapshot Packed(GameId game, int seq) =>
        new(game, seq, 3, [.. Enumerable.Range(0, 32).Select(i => (byte)i)], [1, 2, (byte)seq]);
}
