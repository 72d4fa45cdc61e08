using System.Diagnostics.Metrics;
using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>How a game left memory.</summary>
internal enum Leaving : byte
{
    /// <summary>Nobody wrote for a while.</summary>
    Idle,
    /// <summary>Somebody wanted it.</summary>
    Asked,
    /// <summary>The engine stops.</summary>
    Stopped,
    /// <summary>Its shard is another node's, or under another epoch.</summary>
    Moved,
    /// <summary>The journal or the game failed.</summary>
    Failed,
}

/// <summary>
/// What one engine counts and times. Counts are plain numbers which the instruments read when somebody collects, so that counting costs an
/// addition; nothing is boxed or looked up on the way of a command.
/// </summary>
internal sealed class EngineMeter : IDisposable
{
    private static readonly RefusalCode[] codes = Enum.GetValues<RefusalCode>();
    private static readonly string[] codeNames =
        [.. codes.Select(static code => JsonNamingPolicy.SnakeCaseUpper.ConvertName(code.ToString()))];
    private static readonly string[] leavingNames = [.. Enum.GetNames<Leaving>().Select(static name => name.ToLowerInvariant())];

    private static readonly InstrumentAdvice<double> seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> events =
        new() { HistogramBucketBoundaries = [0, 10, 25, 50, 100, 200, 400, 800, 1600, 3200] };

    private static readonly KeyValuePair<string, object?> withSnapshot = new("snapshot", "with");
    private static readonly KeyValuePair<string, object?> withoutSnapshot = new("snapshot", "without");

    private readonly Meter meter;
    private readonly long[] refused = new long[codes.Length];
    private readonly long[] left = new long[leavingNames.Length];
    private readonly Histogram<double> inbox, commit, recovery;
    private readonly Histogram<int> replayed;
    private readonly Func<Survey> survey;
    private readonly TimeProvider time;
    private readonly double frequency;
    private readonly Lock surveying = new();
    private readonly HashSet<string> told = [];
    private Survey surveyed;
    private long surveyedAt;
    private long activated, accepted, repeated, snapshotsKept, snapshotsNotKept, snapshotsUnread, snapshotsBroken, faults, timersDone;

    /// <param name="engine">The scope of the meter: two engines in one process can be told apart.</param>
    /// <param name="survey">How the games in memory stand now; asked once for all gauges that are collected together.</param>
    /// <param name="time">Whose timestamps are passed in.</param>
    public EngineMeter(object engine, Func<Survey> survey, TimeProvider time)
    {
        (this.survey, this.time, frequency) = (survey, time, time.TimestampFrequency);
        meter = new(new MeterOptions(InProcessEngine.MeterName) { Scope = engine });
        Gauge("akkagame.games.live", static now => now.Live, "{game}", "Games in memory.");
        Gauge("akkagame.games.quarantined", static now => now.Quarantined, "{game}", "Games in memory that can be read but not written.");
        Gauge("akkagame.inbox.depth", static now => now.Inbox, "{message}", "Messages that wait for their game.");
        Gauge("akkagame.inbox.depth.max", static now => now.DeepestInbox, "{message}", "Messages that wait for the game with the most.");
        Gauge(
            "akkagame.snapshot.age.max", static now => now.SnapshotAge, "{event}",
            "Events of the game with the most that are in no snapshot.");
        Count("akkagame.games.activated", "{game}", "Games that came into memory: created, or brought back.", () => activated);
        meter.CreateObservableCounter(
            "akkagame.games.left", () => leavingNames.Select((name, i) => Tagged(Volatile.Read(ref left[i]), "reason", name)), "{game}",
            "Games that left memory.");
        meter.CreateObservableCounter("akkagame.commands", Commands, "{command}", "Commands answered, by outcome and code of the refusal.");
        meter.CreateObservableCounter("akkagame.snapshots", Snapshotted, "{snapshot}", "Snapshots, by what became of them.");
        Count("akkagame.timers", "{timer}", "Timers that did what they were set for.", () => timersDone);
        Count("akkagame.faults", "{fault}", "Defects, and stores that failed.", () => faults);
        inbox = meter.CreateHistogram("akkagame.inbox.duration", "s", "From a message's coming to its turn.", null, seconds);
        commit = meter.CreateHistogram("akkagame.commit.duration", "s", "What a game waits for its journal.", null, seconds);
        recovery = meter.CreateHistogram("akkagame.recovery.duration", "s", "Bringing a game back.", null, seconds);
        replayed = meter.CreateHistogram("akkagame.recovery.events", "{event}", "Events replayed for a game brought back.", null, events);
    }

    public long Activated => Volatile.Read(ref activated);
    public long Left => left.Sum();
    public long AcceptedCount => Volatile.Read(ref accepted);
    public long RepeatedCount => Volatile.Read(ref repeated);
    public long Snapshots => Volatile.Read(ref snapshotsKept);
    public long SnapshotFaults => snapshotsNotKept + snapshotsUnread + snapshotsBroken;
    public long Faults => Volatile.Read(ref faults);
    public long TimersDone => Volatile.Read(ref timersDone);

    /// <summary>All that is counted, beside how the games in memory stand now.</summary>
    public EngineFigures Figures(Survey now) => new(
        now.Live, now.AtWork, now.Inbox, now.DeepestInbox, now.SnapshotAge, now.Quarantined, Activated, Left, AcceptedCount, RepeatedCount,
        RefusedCounts, Snapshots, SnapshotFaults, Faults, TimersDone);

    public Dictionary<RefusalCode, long> RefusedCounts =>
        codes.Where(code => refused[(int)code] > 0).ToDictionary(static code => code, code => refused[(int)code]);

    public void Came() => Interlocked.Increment(ref activated);

    public void Went(Leaving how) => Interlocked.Increment(ref left[(int)how]);

    public void Accepted() => Interlocked.Increment(ref accepted);

    public void TimerDone() => Interlocked.Increment(ref timersDone);

    public void Repeated() => Interlocked.Increment(ref repeated);

    public void Refused(RefusalCode code) => Interlocked.Increment(ref refused[(int)code]);

    /// <summary>Counts it, and tells whoever keeps the log.</summary>
    public void Fault(EngineOptions options, GameId game, Exception what)
    {
        Interlocked.Increment(ref faults);
        try
        {
            options.Faulted(game, what);
        }
        catch (Exception) // Whoever keeps the log must not be able to stop a game.
        {
        }
    }

    public void Snapshot(bool kept) => Interlocked.Increment(ref kept ? ref snapshotsKept : ref snapshotsNotKept);

    /// <param name="from">Timestamps, as all that follow.</param>
    public void Waited(long from, long to)
    {
        if (inbox.Enabled) inbox.Record((to - from) / frequency);
    }

    public void Committed(long from, long to)
    {
        if (commit.Enabled) commit.Record((to - from) / frequency);
    }

    public void Recovered(Recovered game, long from, long to)
    {
        if (game.BrokenSnapshots > 0) Interlocked.Add(ref snapshotsBroken, game.BrokenSnapshots);
        if (game.SnapshotFault is not null) Interlocked.Increment(ref snapshotsUnread);
        if (!game.Game.State.Exists) return; // Looking for a game that is not there brings nothing back.
        var how = game.FromSnapshot ? withSnapshot : withoutSnapshot;
        recovery.Record((to - from) / frequency, how);
        replayed.Record(game.Replayed, how);
    }

    public void Dispose() => meter.Dispose();

    private void Gauge(string name, Func<Survey, int> figure, string unit, string what) =>
        meter.CreateObservableGauge(name, () => figure(Surveyed(name)), unit, what);

    /// <summary>
    /// One walk through all games serves every gauge of a collection: it is made again when a gauge asks a second time, or after a second.
    /// </summary>
    private Survey Surveyed(string gauge)
    {
        lock (surveying)
        {
            if (told.Count == 0 || told.Contains(gauge) || time.GetElapsedTime(surveyedAt) > TimeSpan.FromSeconds(1))
            {
                told.Clear();
                (surveyed, surveyedAt) = (survey(), time.GetTimestamp());
            }

            told.Add(gauge);
            return surveyed;
        }
    }

    private void Count(string name, string unit, string what, Func<long> count) => meter.CreateObservableCounter(name, count, unit, what);

    private IEnumerable<Measurement<long>> Commands() =>
    [
        Tagged(AcceptedCount, "outcome", "accepted"),
        Tagged(RepeatedCount, "outcome", "repeated"),
        .. RefusedCounts.Select(static one => new Measurement<long>(
            one.Value, new KeyValuePair<string, object?>("outcome", "refused"), new("code", codeNames[(int)one.Key]))),
    ];

    private IEnumerable<Measurement<long>> Snapshotted() =>
    [
        Tagged(snapshotsKept, "outcome", "kept"), Tagged(snapshotsNotKept, "outcome", "not-kept"),
        Tagged(snapshotsBroken, "outcome", "broken"), Tagged(snapshotsUnread, "outcome", "unread"),
    ];

    private static Measurement<long> Tagged(long value, string tag, string name) =>
        new(value, new KeyValuePair<string, object?>(tag, name));
}

/// <summary>The games in memory, counted at one go.</summary>
internal readonly record struct Survey(int Live, int AtWork, int Inbox, int DeepestInbox, int SnapshotAge, int Quarantined);
