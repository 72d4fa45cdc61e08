using System.Diagnostics.Metrics;

namespace AkkaGame.Actors;

/// <summary>Where a feed stands after a step.</summary>
/// <param name="Pending">When the oldest event was accepted that was not in the read model before it; null where all were.</param>
internal readonly record struct FeedStands(Checkpoint At, long Head, long? Pending);

/// <summary>What a projector counts, as instruments of the meter <c>AkkaGame.ReadModel</c> and as a sight.</summary>
internal sealed class ProjectorFigures : IDisposable
{
    private readonly TimeProvider time;
    private readonly Meter meter = new("AkkaGame.ReadModel");
    private readonly Counter<long> gamesWritten, rowsWritten, unreadableGames, failures, gapsPassed;
    private ReadModelSight stands = new(0, 0, 0, 0, 0, 0, 0, 0, 0, null);
    private long games, rows, unreadable, gaps;
    private long touched, waiting;

    public ProjectorFigures(TimeProvider time)
    {
        this.time = time;
        gamesWritten = meter.CreateCounter<long>("akkagame.read_model.games", "{game}", "Games written.");
        rowsWritten = meter.CreateCounter<long>("akkagame.read_model.rows", "{row}", "Rows written or removed.");
        unreadableGames = meter.CreateCounter<long>(
            "akkagame.read_model.unreadable", "{game}", "Games of which not all could be taken in.");
        failures = meter.CreateCounter<long>("akkagame.read_model.failures", "{failure}", "Passes that failed.");
        gapsPassed = meter.CreateCounter<long>("akkagame.read_model.gaps", "{gap}", "Gaps in a feed that were passed over.");
        meter.CreateObservableGauge("akkagame.read_model.lag.events", () => Sight.LagEvents, "{event}", "Events not yet taken in.");
        meter.CreateObservableGauge("akkagame.read_model.lag.seconds", () => Sight.LagSeconds, "s", "Age of the oldest of them.");
        meter.CreateObservableGauge(
            "akkagame.read_model.rebuild.remaining", () => Sight is var now ? now.RebuildTotal - now.RebuildDone : 0, "{event}",
            "Events to take in again before a rebuild has ended.");
    }

    public ReadModelSight Sight => Volatile.Read(ref stands) with
    {
        LagSeconds = Waiting is var since and not 0 ? Math.Max(0, (Now - since) / 1000.0) : 0,
        Games = Volatile.Read(ref games),
        Rows = Volatile.Read(ref rows),
        Unreadable = Volatile.Read(ref unreadable),
        Gaps = Volatile.Read(ref gaps),
    };

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Since when something waits, Unix milliseconds; 0 where nothing does.</summary>
    private long Waiting => Volatile.Read(ref waiting) is var since and not 0 ? since : Volatile.Read(ref touched);

    /// <summary>Something was appended. True where nothing had been since the last look.</summary>
    public bool Touched() => Volatile.Read(ref touched) == 0 && Interlocked.CompareExchange(ref touched, Now, 0) == 0;

    /// <summary>A pass begins: whatever was appended before is seen by it.</summary>
    public void Looks()
    {
        var before = Interlocked.Exchange(ref touched, 0);
        Interlocked.CompareExchange(ref waiting, before, 0);
    }

    public void Stored(IEnumerable<ProjectedGame> written)
    {
        foreach (var game in written)
        {
            gamesWritten.Add(1);
            Interlocked.Increment(ref games);
            rowsWritten.Add(game.Rows?.Count ?? 0);
            Interlocked.Add(ref rows, game.Rows?.Count ?? 0);
            if (game.Unreadable is null) continue;
            unreadableGames.Add(1);
            Interlocked.Increment(ref unreadable);
        }
    }

    public void Swept(int removed) => rowsWritten.Add(removed);

    public void PassedOverGap()
    {
        gapsPassed.Add(1);
        Interlocked.Increment(ref gaps);
    }

    public void Failed(Exception e)
    {
        failures.Add(1);
        Volatile.Write(ref stands, Volatile.Read(ref stands) with { Failure = e.Message });
    }

    /// <summary>A pass has ended.</summary>
    public void Stand(IReadOnlyList<FeedStands> feeds)
    {
        var behind = feeds.Where(static feed => feed.At.Position < feed.Head).ToArray();
        var rebuilding = feeds.Where(static feed => feed.At.IsRebuilding).ToArray();
        // Where a feed could not go on, what waited before waits still.
        var before = Volatile.Read(ref waiting) is var since and not 0 ? since : Now;
        Volatile.Write(ref waiting, behind.Length > 0 ? behind.Min(feed => feed.Pending ?? before) : 0);
        Volatile.Write(ref stands, new(
            feeds.Count, behind.Sum(static feed => feed.Head - feed.At.Position), 0, 0, 0, 0, 0,
            rebuilding.Sum(static feed => feed.At.Position), rebuilding.Sum(static feed => feed.At.Until), null));
    }

    public void Dispose() => meter.Dispose();
}
