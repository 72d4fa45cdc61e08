using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>What the clock keeps, apart from any game.</summary>
public sealed class AlarmClockTests
{
    private readonly ManualTime time = new();
    private readonly List<GameId> knocked = [];
    private Func<GameId, Task> answer = static _ => Task.CompletedTask;

    private long In(TimeSpan rest) => (time.GetUtcNow() + rest).ToUnixTimeMilliseconds();

    private AlarmClock Clock(IGames? games) => new(
        new(new VolatileJournal(), new VolatileJournal(), EmptyStands.Instance, time) { Games = games }, Knock, static _ => { });

    [Fact]
    public async Task A_moment_that_was_taken_back_does_not_stay_until_it_would_have_come()
    {
        await using var clock = Clock(null);
        var (game, other) = (Sample.NewGame(), Sample.NewGame());
        clock.Set(other, In(TimeSpan.FromDays(1)));

        for (var i = 0; i < 50_000; i++)
        {
            clock.Set(game, In(TimeSpan.FromDays(3650)) + i);
            clock.Set(game, null);
        }

        Assert.InRange(clock.Queued, 1, 5_000);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([other], knocked);
    }

    [Fact]
    public async Task Of_what_is_read_and_what_the_game_said_the_earlier_moment_counts()
    {
        var list = new VolatileJournal();
        var game = Sample.NewGame();
        await list.Append(Sample.Group(game, 1), new(null, "{}"u8.ToArray(), In(TimeSpan.FromMinutes(1))));
        var late = new LateList(list);
        await using var clock = Clock(late);
        clock.Set(game, In(TimeSpan.FromHours(1)));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        late.Answer.SetResult();
        while (clock.Queued < 2) await Task.Delay(1, patience.Token);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([game], knocked);
    }

    [Fact]
    public async Task A_game_that_is_due_again_at_the_moment_it_was_woken_is_woken_again_at_once()
    {
        await using var clock = Clock(null);
        var (game, rest) = (Sample.NewGame(), 1000);
        answer = woken =>
        {
            if (woken == game) clock.Set(game, --rest > 0 ? In(TimeSpan.Zero) : null);
            return Task.CompletedTask;
        };

        clock.Set(game, In(TimeSpan.Zero));
        time.Advance(TimeSpan.Zero);

        Assert.Equal(1000, knocked.Count);
    }

    [Fact]
    public async Task A_game_that_is_only_brought_back_by_its_alarm_is_not_woken_again_before_a_pause()
    {
        await using var clock = Clock(null);
        var (game, due) = (Sample.NewGame(), In(TimeSpan.Zero));
        answer = woken =>
        {
            clock.Find(woken, due);
            return Task.CompletedTask;
        };

        clock.Set(game, due);
        time.Advance(TimeSpan.Zero);
        Assert.Single(knocked);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.InRange(knocked.Count, 2, 8);
    }

    [Fact]
    public async Task Who_is_due_again_and_again_keeps_nobody_waiting()
    {
        await using var clock = Clock(null);
        var busy = Enumerable.Range(0, 500).Select(static _ => Sample.NewGame()).ToHashSet();
        var patient = Sample.NewGame();
        answer = woken =>
        {
            clock.Set(woken, busy.Contains(woken) && knocked.Count < 5_000 ? In(TimeSpan.Zero) : null);
            return Task.CompletedTask;
        };
        foreach (var game in busy) clock.Set(game, In(TimeSpan.Zero));
        clock.Set(patient, In(TimeSpan.Zero));

        time.Advance(TimeSpan.Zero);

        Assert.InRange(knocked.IndexOf(patient), 0, busy.Count);
        Assert.All(busy.GroupJoin(knocked, static one => one, static one => one, static (_, all) => all.Count()), static times =>
            Assert.InRange(times, 9, 12));
    }

    private Task Knock(GameId game)
    {
        knocked.Add(game);
        return answer(game);
    }

    /// <summary>A list of games that answers when it is told to.</summary>
    private sealed class LateList(IGames inner) : IGames
    {
        public TaskCompletionSource Answer { get; } = new();

        public async ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default)
        {
            await Answer.Task;
            return await inner.Alarms(of, stop);
        }

        public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default) =>
            inner.List(after, max, stop);

        public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) => inner.Find(game, stop);

        public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default) => inner.Find(retrosheet, stop);
    }
}
