using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>How games are put aside and come back, on every engine.</summary>
public abstract class EngineQuarantineSpec : EngineTimerSpec
{
    private readonly ConcurrentQueue<Exception> faults = new();

    private ManualQuarantine? list;

    /// <summary>The store's list, in the test's hands.</summary>
    private ManualQuarantine Listed => list ??= new((IQuarantine)Store);

    private IEngine StartListing()
    {
        var options = new EngineOptions { Faulted = (_, e) => faults.Enqueue(e), SnapshotEvery = 1000 };
        return Start(Ports() with { Quarantine = Listed, Snapshots = new Forgetful() }, options);
    }

    private static IEngineInspector Operator(IEngine engine) => (IEngineInspector)engine;

    private void Spoil(GameId game, bool spoilt = true) => Journal.Reading = (id, read) =>
        spoilt && id == game ? new([read.Groups[0]], read.Head, new(read.Groups[0].Last + 1, "event code 999 is unknown")) : read;

    private async Task<AsideGame[]> Written(GameId game) =>
        [.. (await ((IQuarantine)Store).Aside()).Where(one => one.Game == game)];

    [Fact]
    public async Task A_game_put_aside_by_hand_is_shown_and_not_written_until_it_is_released()
    {
        var engine = StartListing();
        var game = await Played(engine, 2);
        var before = Sample.Facts();
        await engine.Ask(game, before);
        var head = await Store.Head(game);

        var aside = await Operator(engine).Quarantine(game, "a dispute", "pat@example.org");
        var refused = (await engine.Ask(game, Sample.Facts())).Refused!;

        Assert.Contains("a dispute", aside.Quarantined, StringComparison.Ordinal);
        Assert.Equal((RefusalCode.Quarantined, Retry.After), (refused.Code, refused.Retry));
        foreach (var part in (string[])["pat@example.org", "a dispute", $"ops release {game}"])
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        Assert.Equal(head, (await engine.Look(game)).State?.Ledger.Seq);
        Assert.True((await engine.Ask(game, before)).Receipt.Duplicate);
        Assert.Equal([new(game, head, "a dispute", "pat@example.org", Time.GetUtcNow().ToUnixTimeMilliseconds())], await Written(game));

        var released = await Operator(engine).Release(game);

        Assert.Equal((null, null, head), (released.Refused, released.Quarantined, released.State?.Ledger.Seq));
        Assert.Empty(await Written(game));
        Assert.Equal(head + 1, (await engine.Ask(game, Sample.Facts())).Receipt.Last);
    }

    [Fact]
    public async Task What_was_put_aside_by_hand_stays_so_over_evictions_and_restarts()
    {
        var engine = StartListing();
        var game = await Played(engine, 2);
        await Operator(engine).Quarantine(game, "a dispute", "pat");

        await engine.Evict(game);
        var evicted = await engine.Ask(game, Sample.Facts());
        await Stop(engine);
        engine = StartListing();
        var restarted = await engine.Ask(game, Sample.Facts());

        Assert.Equal([RefusalCode.Quarantined, RefusalCode.Quarantined], [evicted.Refused?.Code, restarted.Refused?.Code]);
        Assert.Contains("pat", restarted.Refused!.Message, StringComparison.Ordinal);
        Assert.Equal(["pat"], Operator(engine).Aside().Where(one => one.Game == game).Select(one => one.By));
    }

    [Fact]
    public async Task The_list_is_read_once_however_many_games_come_back()
    {
        var engine = StartListing();
        var games = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Played(engine, 1)));

        foreach (var game in games)
        {
            await engine.Evict(game);
            await engine.Look(game);
        }

        Assert.Equal(1, Listed.Reads);
    }

    [Fact]
    public async Task Commands_that_waited_before_the_operator_came_are_still_taken()
    {
        var engine = StartListing();
        var game = await Played(engine, 1);
        Journal.Close();
        var inWork = engine.Ask(game, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();
        var waiting = engine.Ask(game, Sample.Facts()).AsTask();
        var aside = Operator(engine).Quarantine(game, "a dispute", "pat").AsTask();
        var late = engine.Ask(game, Sample.Facts()).AsTask();

        Journal.Open();

        Assert.All(await Task.WhenAll(inWork, waiting), a => Assert.Null(a.Refused));
        Assert.Equal(await Store.Head(game), (await aside).State?.Ledger.Seq);
        Assert.Equal(RefusalCode.Quarantined, (await late).Refused?.Code);
    }

    [Fact]
    public async Task A_game_that_cannot_be_read_is_listed_until_it_can()
    {
        var engine = StartListing();
        var game = await Played(engine, 3);
        await engine.Evict(game);
        Spoil(game);

        var refused = (await engine.Ask(game, Sample.Facts())).Refused!;
        var written = Assert.Single(await Written(game));
        await engine.Evict(game);
        Spoil(game, false);
        var healed = await engine.Ask(game, Sample.Facts());

        Assert.Contains("event code 999 is unknown", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"ops release {game}", refused.Message, StringComparison.Ordinal);
        Assert.Null(written.By);
        Assert.Contains("event code 999 is unknown", written.Why, StringComparison.Ordinal);
        Assert.Null(healed.Refused);
        Assert.Empty(await Written(game));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_release_says_whether_the_game_is_well_now()
    {
        var engine = StartListing();
        var game = await Played(engine, 3);
        await engine.Evict(game);
        Spoil(game);
        await engine.Look(game);

        var still = await Operator(engine).Release(game);
        var listed = await Written(game);
        Spoil(game, false);
        var well = await Operator(engine).Release(game);

        Assert.Contains("event code 999 is unknown", still.Quarantined, StringComparison.Ordinal);
        Assert.Single(listed);
        Assert.Equal((null, null, await Store.Head(game)), (well.Refused, well.Quarantined, well.State?.Ledger.Seq));
        Assert.Empty(await Written(game));
    }

    [Fact]
    public async Task What_an_operator_wrote_outlives_what_the_engine_finds()
    {
        var engine = StartListing();
        var game = await Played(engine, 3);
        await Operator(engine).Quarantine(game, "a dispute", "pat");
        await engine.Evict(game);
        Spoil(game);
        var unreadable = await engine.Look(game);
        await engine.Evict(game);
        Spoil(game, false);

        var healed = await engine.Look(game);

        Assert.Contains("event code 999", unreadable.Quarantined, StringComparison.Ordinal);
        Assert.Contains("a dispute", healed.Quarantined, StringComparison.Ordinal);
        Assert.Equal("pat", Assert.Single(await Written(game)).By);
    }

    [Fact]
    public async Task Where_the_list_takes_nothing_an_operator_hears_it_and_the_game_goes_on()
    {
        var engine = StartListing();
        var game = await Played(engine, 1);
        Listed.TakesNothing = true;

        var refused = await Operator(engine).Quarantine(game, "a dispute", "pat");

        Assert.Equal(RefusalCode.Unavailable, refused.Refused?.Code);
        Assert.Null((await engine.Ask(game, Sample.Facts())).Refused);
        Listed.TakesNothing = false;
        await Operator(engine).Quarantine(game, "a dispute", "pat");
        Listed.TakesNothing = true;
        Assert.Equal(RefusalCode.Unavailable, (await Operator(engine).Release(game)).Refused?.Code);
        Assert.Equal(RefusalCode.Quarantined, (await engine.Ask(game, Sample.Facts())).Refused?.Code);
    }

    [Fact]
    public async Task Where_the_list_takes_nothing_a_damaged_game_is_put_aside_all_the_same()
    {
        var engine = StartListing();
        var game = await Played(engine, 3);
        await engine.Evict(game);
        Spoil(game);
        Listed.TakesNothing = true;

        var refused = await engine.Ask(game, Sample.Facts());

        Assert.Equal(RefusalCode.Quarantined, refused.Refused?.Code);
        Assert.IsType<NotStoredException>(Assert.Single(faults));
    }

    [Fact]
    public async Task Where_the_list_cannot_be_read_no_game_is_taken_up_until_it_can()
    {
        Listed.CannotBeRead = true;
        var engine = StartListing();
        var game = Sample.NewGame();
        var create = Sample.Creation();

        var refused = await engine.Ask(game, create);
        Listed.CannotBeRead = false;

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(refused));
        Assert.Null((await engine.Ask(game, create)).Refused);
    }

    [Fact]
    public async Task A_game_that_is_not_there_cannot_be_put_aside()
    {
        var engine = StartListing();
        var game = Sample.NewGame();

        Assert.Equal(RefusalCode.NotFound, (await Operator(engine).Quarantine(game, "a dispute", "pat")).Refused?.Code);
        Assert.Equal(RefusalCode.NotFound, (await Operator(engine).Release(game)).Refused?.Code);
        Assert.Empty(await Written(game));
        await Gone(engine, game);
    }

    /// <summary>So that every game comes back from event 1.</summary>
    private sealed class Forgetful : ISnapshots
    {
        public ValueTask<bool> Save(Snapshot snapshot) => new(true);

        public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
            new((Snapshot?)null);
    }
}
