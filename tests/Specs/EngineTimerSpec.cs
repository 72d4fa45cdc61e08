using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every engine does by itself, at the moment that stands in a game's state.</summary>
public abstract class EngineTimerSpec : EngineSpec
{
    private static readonly TimeSpan delay = TimeSpan.FromMinutes(10);

    private IGames Games => (IGames)Store;

    private long In(TimeSpan time) => (Time.GetUtcNow() + time).ToUnixTimeMilliseconds();

    private Envelope Delay() => new(Sample.NewCommand(), Sample.Scorer, 0, new DelayGame("rain", In(delay)));

    /// <summary>A game in progress that is delayed for <see cref="delay"/> from now.</summary>
    private async Task<GameId> Delayed(IEngine engine)
    {
        var game = await Begun(engine);
        Assert.Null((await engine.Ask(game, Delay())).Refused);
        return game;
    }

    private async Task<EventGroup[]> OfTimers(GameId game) =>
        [.. (await Store.Read(game, 0)).Groups.Where(group => group.Cause == Cause.Timer)];

    [Fact]
    public async Task A_delay_ends_by_itself_at_its_moment()
    {
        var engine = Start();
        var game = await Delayed(engine);
        var (head, due) = (await Store.Head(game), In(delay));
        Assert.Contains(new Alarm(game, due), await Games.Alarms());

        Time.Advance(delay - TimeSpan.FromMilliseconds(1));
        Assert.Equal(GameStatus.Delayed, (await StateOf(engine, game)).Game.Status);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Until(game, head + 1);

        var group = Assert.Single(await OfTimers(game));
        Assert.Equal(
            new EventGroup(
                game, head + 1, CommandId.OfTimer(game, "delay-ends", null, due), 0, due, Author.System, Cause.Timer, GameRules.Version,
                [new GameResumed(null, null)]),
            group);
        Assert.Equal((GameStatus.InProgress, null), (await StateOf(engine, game)).Game is var now ? (now.Status, now.Due) : default);
        Assert.DoesNotContain(await Games.Alarms(), alarm => alarm.Game == game);
    }

    [Fact]
    public async Task A_timer_survives_the_engine()
    {
        var before = Start();
        var game = await Delayed(before);
        var head = await Store.Head(game);
        await Stop(before);

        Time.Advance(delay / 2);
        var engine = Start();
        Time.Advance(delay);
        await Until(game, head + 1);

        Assert.Equal(GameStatus.InProgress, (await StateOf(engine, game)).Game.Status);
    }

    [Fact]
    public async Task What_fell_due_while_no_engine_ran_happens_at_once_when_one_starts()
    {
        var before = Start();
        var game = await Delayed(before);
        var head = await Store.Head(game);
        await Stop(before);
        Time.Advance(delay + TimeSpan.FromDays(3));

        Start();
        await Until(game, head + 1);

        Assert.Equal(Time.GetUtcNow().ToUnixTimeMilliseconds(), Assert.Single(await OfTimers(game)).At);
    }

    [Fact]
    public async Task A_game_that_has_left_memory_is_brought_back_for_its_timer()
    {
        var engine = Start();
        var game = await Delayed(engine);
        var head = await Store.Head(game);
        Assert.True(await engine.Evict(game));

        Time.Advance(delay);
        await Until(game, head + 1);

        Assert.Single(await OfTimers(game));
    }

    [Fact]
    public async Task A_delay_that_somebody_ends_before_is_not_ended_again()
    {
        var engine = Start();
        var game = await Delayed(engine);
        var resumed = (await engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, 0, new ResumeGame()))).Receipt;
        Assert.DoesNotContain(await Games.Alarms(), alarm => alarm.Game == game);

        Time.Advance(delay * 2);

        Assert.Equal(resumed.Last, (await StateOf(engine, game)).Ledger.Seq);
    }

    [Fact]
    public async Task The_moment_of_a_later_delay_is_the_one_that_counts()
    {
        var engine = Start();
        var game = await Delayed(engine);
        Time.Advance(delay / 2);
        await engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, 0, new ResumeGame()));
        var head = (await engine.Ask(game, Delay())).Receipt.Last;

        Time.Advance(delay / 2);
        Assert.Equal(head, (await StateOf(engine, game)).Ledger.Seq);
        Time.Advance(delay / 2);
        await Until(game, head + 1);
    }

    [Fact]
    public async Task A_timer_that_falls_due_while_somebody_resumes_the_game_comes_too_late()
    {
        var engine = Start();
        var game = await Delayed(engine);
        Journal.Close();
        var resumed = engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, 0, new ResumeGame())).AsTask();
        await Journal.SomebodyWaits();

        Time.Advance(delay);
        Journal.Open();

        Assert.Equal((await resumed).Receipt.Last, (await StateOf(engine, game)).Ledger.Seq);
        Assert.Empty(await OfTimers(game));
    }

    [Fact]
    public async Task Two_engines_that_ring_for_one_game_resume_it_once()
    {
        var (one, other) = (Start(), Start());
        var game = await Delayed(one);
        var head = await Store.Head(game);
        Assert.Equal(GameStatus.Delayed, (await StateOf(other, game)).Game.Status); // So it knows the moment as well.

        Time.Advance(delay);
        await Until(game, head + 1);
        foreach (var engine in (IEngine[])[one, other])
            while ((await engine.Look(game)).State?.Game.Status != GameStatus.InProgress) Time.Advance(TimeSpan.FromSeconds(1));
        Time.Advance(delay);

        Assert.Single(await OfTimers(game));
        Assert.Equal(head + 1, await Store.Head(game));
    }

    [Fact]
    public async Task What_the_journal_does_not_take_at_the_moment_is_tried_again()
    {
        var engine = Start();
        var game = await Delayed(engine);
        var (head, asked) = (await Store.Head(game), Journal.Asked);
        Journal.Instead = static _ => AppendOutcome.Unavailable("The disk is full.");

        Time.Advance(delay);
        for (var tries = 1; tries < 4; tries++)
            while (Journal.Asked < asked + tries)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

        Assert.Equal(head, await Store.Head(game));
        Journal.Instead = static _ => null;
        await Until(game, head + 1, TimeSpan.FromSeconds(1));
        Assert.Equal(GameStatus.InProgress, (await StateOf(engine, game)).Game.Status);
        Assert.Single(await OfTimers(game));
    }

    [Fact]
    public async Task A_game_that_cannot_be_read_at_the_moment_is_woken_again()
    {
        var engine = Start();
        var game = await Delayed(engine);
        var head = await Store.Head(game);
        await engine.Evict(game);
        Journal.Unreachable = game;

        Time.Advance(delay);
        Assert.Equal(RefusalCode.Unavailable, (await engine.Look(game)).Refused?.Code);
        Journal.Unreachable = null;
        await Until(game, head + 1, TimeSpan.FromSeconds(1));

        Assert.Single(await OfTimers(game));
    }

    [Fact]
    public async Task Where_alarms_cannot_be_read_at_the_start_they_are_read_later()
    {
        var before = Start();
        var game = await Delayed(before);
        var head = await Store.Head(game);
        await Stop(before);
        Time.Advance(delay);
        var list = new DeafList(Games) { Fails = true };

        var engine = Make(Ports() with { Games = list }, new());
        while (list.Asked < 3)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(head, await Store.Head(game));
        list.Fails = false;
        await Until(game, head + 1, TimeSpan.FromSeconds(1));
        await Stop(engine);
    }

    [Fact]
    public async Task However_many_fall_due_at_once_each_happens()
    {
        var before = Start();
        var games = new List<(GameId Game, int Head)>();
        for (var i = 0; i < 150; i++)
        {
            var game = await Delayed(before);
            games.Add((game, await Store.Head(game)));
        }

        await Stop(before);
        Time.Advance(delay);
        Start();

        foreach (var (game, head) in games) await Until(game, head + 1);
        foreach (var (game, _) in games) Assert.Single(await OfTimers(game));
    }

    /// <summary>A list of games that does not hear what it is asked.</summary>
    private sealed class DeafList(IGames inner) : IGames
    {
        private int asked;

        public bool Fails { get; set; }

        public int Asked => Volatile.Read(ref asked);

        public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default)
        {
            Interlocked.Increment(ref asked);
            return Fails ? throw new JournalUnavailableException("The list is gone.") : inner.Alarms(of, stop);
        }

        public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default) =>
            inner.List(after, max, stop);

        public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) => inner.Find(game, stop);

        public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default) => inner.Find(retrosheet, stop);
    }
}
