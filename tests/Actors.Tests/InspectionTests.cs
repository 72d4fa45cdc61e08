using System.Diagnostics.Metrics;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>What operators see of an engine, in figures and in what its meter says.</summary>
public class InspectionTests : EngineHarness
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    private (IEngine Engine, IEngineInspector Inspector) Started(EngineOptions? options = null)
    {
        var engine = Start(options);
        return (engine, (IEngineInspector)engine);
    }

    [Fact]
    public async Task A_game_at_work_is_shown_with_what_it_is_at_and_who_waits()
    {
        var (engine, inspector) = Started();
        var game = await Played(engine, 3);
        var head = await Store.Head(game);
        Journal.Close();
        var facts = Sample.Facts();
        var asked = engine.Ask(game, facts).AsTask();
        await Journal.SomebodyWaits();
        var waiting = Enumerable.Range(0, 2).Select(_ => engine.Ask(game, Sample.Facts()).AsTask()).ToArray();
        Time.Advance(TimeSpan.FromSeconds(3));

        var seen = inspector.Find(game)!;
        var figures = inspector.Figures();

        Assert.Equal(
            (game, Shard.Of(game), head, GameActivity.Committing, TimeSpan.FromSeconds(3), facts.Id, 2, 0, null),
            (seen.Game, seen.Shard, seen.Seq, seen.Activity, seen.Since, seen.InWork, seen.Inbox, seen.SnapshotSeq, seen.Quarantined));
        Assert.Equal("AWA", seen.Summary?.Away.Value);
        Assert.Equal((1, 1, 2, 2, head), (figures.Live, figures.AtWork, figures.Inbox, figures.DeepestInbox, figures.SnapshotAge));
        Journal.Open();
        await Task.WhenAll([asked, .. waiting]);
    }

    [Fact]
    public async Task An_idle_game_is_shown_with_how_long_it_has_been_so()
    {
        var (engine, inspector) = Started(new() { SnapshotEvery = 2 });
        var game = await Played(engine, 2);
        Time.Advance(TimeSpan.FromSeconds(40));

        var seen = Assert.Single(inspector.Games());

        Assert.Equal(
            (game, GameActivity.Idle, TimeSpan.FromSeconds(40), null, 0, 2),
            (seen.Game, seen.Activity, seen.Since, seen.InWork, seen.Inbox, seen.SnapshotSeq));
    }

    [Fact]
    public async Task Looking_for_a_game_brings_it_not_into_memory()
    {
        var (engine, inspector) = Started();
        var game = await Played(engine, 1);
        await engine.Evict(game);

        Assert.Null(inspector.Find(game));
        Assert.Empty(inspector.Games());
    }

    [Fact]
    public async Task What_became_of_commands_and_games_is_counted()
    {
        var (engine, inspector) = Started(new() { SnapshotEvery = 4 });
        var game = await Played(engine, 5);
        var facts = Sample.Facts();
        await engine.Ask(game, facts);
        await engine.Ask(game, facts);
        await engine.Ask(game, facts with { Command = Sample.Facts().Command });
        await engine.Ask(game, Sample.Facts() with { Play = 17 });
        await engine.Look(Sample.NewGame());
        await engine.Evict(game);
        await engine.Look(game);
        Journal.Instead = static _ => AppendOutcome.Unavailable("The disk is full.");
        await engine.Ask(game, Sample.Facts());

        var figures = inspector.Figures();

        Assert.Equal(
            (0, 2, 2, 6, 1, 2, 0, 1),
            (figures.Live, figures.Activated, figures.Left, figures.Accepted, figures.Repeated, figures.Snapshots, figures.SnapshotFaults,
                figures.Faults));
        Assert.Equal(
            [(RefusalCode.StaleDecision, 1), (RefusalCode.IdReused, 1), (RefusalCode.Unavailable, 1)],
            figures.Refused.OrderBy(one => one.Key).Select(one => (one.Key, one.Value)));
    }

    [Fact]
    public async Task The_meter_of_an_engine_says_the_same_and_nothing_of_another_engine()
    {
        var (engine, _) = Started(new() { SnapshotEvery = 1000 });
        using var heard = new Heard(engine);
        var (other, _) = Started();
        await Played(other, 7);
        var game = await Played(engine, 3);
        await engine.Ask(game, Sample.Facts() with { Play = 17 });
        await engine.Evict(game);
        await engine.Look(game);
        Time.Advance(TimeSpan.FromSeconds(1));

        var told = heard.Collected();

        foreach (var line in (string[])
        [
            "akkagame.games.live 1", "akkagame.games.activated 2",
            "akkagame.games.left reason=asked 1", "akkagame.games.left reason=idle 0",
            "akkagame.commands outcome=accepted 3", "akkagame.commands outcome=refused code=STALE_DECISION 1",
            "akkagame.snapshots outcome=kept 1", "akkagame.recovery.events snapshot=with 0", "akkagame.faults 0", "akkagame.inbox.depth 0",
            "akkagame.inbox.depth.max 0", "akkagame.snapshot.age.max 0", "akkagame.games.quarantined 0",
        ]) Assert.Contains(line, told);
        Assert.Equal(3, told.Count(line => line.StartsWith("akkagame.commit.duration ", StringComparison.Ordinal)));
        Assert.Equal(6, told.Count(line => line.StartsWith("akkagame.inbox.duration ", StringComparison.Ordinal)));
        Assert.Single(told, line => line.StartsWith("akkagame.recovery.duration snapshot=with ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_timer_that_did_its_work_is_counted_and_is_no_command()
    {
        var (engine, inspector) = Started();
        using var heard = new Heard(engine);
        var game = await Begun(engine);
        var delay = new DelayGame("rain", (Time.GetUtcNow() + TimeSpan.FromMinutes(1)).ToUnixTimeMilliseconds());
        var head = (await engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, 0, delay))).Receipt.Last;
        var before = inspector.Figures();

        Time.Advance(TimeSpan.FromMinutes(1));
        await Until(game, head + 1);
        await engine.Look(game);

        Assert.Equal((before.Accepted, 1), (inspector.Figures().Accepted, inspector.Figures().Timers));
        Assert.Contains("akkagame.timers 1", heard.Collected());
    }

    [Fact]
    public void All_gauges_of_a_collection_are_served_by_one_walk_through_the_games()
    {
        var walks = 0;
        using var meter = new EngineMeter(this, () => new Survey(++walks, 0, 0, 0, 0, 0), Time);
        using var heard = new Heard(this);

        Assert.Contains("akkagame.games.live 1", heard.Collected());
        Assert.Equal(1, walks);
        Assert.Contains("akkagame.games.live 2", heard.Collected());
        Assert.Equal(2, walks);
    }

    [Fact]
    public async Task A_log_that_fails_stops_no_game()
    {
        var (engine, inspector) = Started(new() { Faulted = static (_, _) => throw new InvalidOperationException("The log is full.") });
        var game = await Played(engine, 1);
        Journal.Instead = static _ => AppendOutcome.Unavailable("The disk is full.");
        var facts = Sample.Facts();

        Assert.Equal(RefusalCode.Unavailable, (await engine.Ask(game, facts)).Refused?.Code);
        Journal.Instead = static _ => null;
        Assert.Null((await engine.Ask(game, facts)).Refused);
        Assert.Equal(1, inspector.Figures().Faults);
    }

    /// <summary>What the instruments of one engine say, a line a measurement.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly List<string> lines = [];

        public Heard(object engine)
        {
            listener.InstrumentPublished = (instrument, to) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, engine)) to.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.Start();
        }

        public string[] Collected()
        {
            listener.RecordObservableInstruments();
            lock (lines) return [.. lines];
        }

        public void Dispose() => listener.Dispose();

        private void Add(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var words = new List<string> { instrument.Name };
            foreach (var (name, tag) in tags) words.Add($"{name}={tag}");
            lock (lines) lines.Add($"{string.Join(' ', words)} {value}");
        }
    }
}
