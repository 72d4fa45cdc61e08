using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Host.Tests;

public sealed class OutageTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly Lines lines = new();
    private readonly Outage outage;

    public OutageTests() => outage = new(lines, time);

    public void Dispose() => outage.Dispose();

    [Fact]
    public void A_long_outage_is_a_line_every_few_seconds_and_one_when_it_is_over()
    {
        for (var second = 0; second < 12; second++)
        {
            for (var command = 0; command < 1000; command++) Strike("no room");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Collection(lines.All,
            first => Assert.StartsWith("The journal fails, first for game ", first, StringComparison.Ordinal),
            still => Assert.Equal("The journal still fails after 5 s, 4999 more times since the last line: no room", still),
            still => Assert.Equal("The journal still fails after 10 s, 5000 more times since the last line: no room", still),
            still => Assert.Equal("The journal still fails after 15 s, 2000 more times since the last line: no room", still),
            healed => Assert.Equal("The journal has healed: it failed 12000 times within 11 s.", healed));
    }

    [Fact]
    public void The_next_outage_begins_with_a_line_of_its_own()
    {
        Strike("one");
        time.Advance(TimeSpan.FromSeconds(10));
        Strike("two");

        Assert.Equal(3, lines.All.Count);
        Assert.EndsWith("two", lines.All.Last(), StringComparison.Ordinal);
    }

    private void Strike(string why) => outage.Struck(new GameId(Guid.Empty), why);

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));
    }
}

public sealed class JournalProbeTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task However_many_ask_the_journal_is_read_once_a_second()
    {
        var reads = 0;
        var probe = new JournalProbe(new Journal(() => { reads++; return Task.FromResult(0); }), time);

        for (var i = 0; i < 100; i++) Assert.Null(await probe.Ask());
        Assert.Equal(1, reads);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await probe.Ask());

        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task What_is_wrong_is_told_until_it_heals()
    {
        var isDown = true;
        var probe = new JournalProbe(
            new Journal(() => isDown ? throw new JournalUnavailableException("gone fishing") : Task.FromResult(0)), time);

        Assert.Equal("gone fishing", await probe.Ask());
        isDown = false;
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await probe.Ask());
    }

    [Fact]
    public async Task A_journal_that_hangs_makes_nobody_wait_and_is_not_asked_twice()
    {
        var reads = 0;
        var answer = new TaskCompletionSource<int>();
        var probe = new JournalProbe(new Journal(() => { reads++; return answer.Task; }), time);

        foreach (var seconds in (int[])[1, 2])
        {
            var asked = probe.Ask().AsTask();
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal($"The journal has not answered for {seconds} s.", await asked);
        }

        answer.SetResult(0);
        while (await probe.Ask() is not null) await Task.Yield();
        Assert.Equal(1, reads);
    }

    private sealed class Journal(Func<Task<int>> head) : IJournal
    {
        public async ValueTask<int> Head(GameId game, CancellationToken stop = default) => await head();

        public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) =>
            throw new InvalidOperationException("Nothing is written to see whether a journal answers.");

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
            throw new InvalidOperationException("No game is read to see whether a journal answers.");
    }
}
