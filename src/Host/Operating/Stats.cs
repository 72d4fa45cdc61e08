using System.Diagnostics;
using System.Reflection;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Operating;

/// <summary>The server in numbers.</summary>
internal sealed class Stats : IDisposable
{
    private static readonly string version =
        typeof(Stats).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly House house;
    private readonly Pace pace;
    private readonly long started = Stopwatch.GetTimestamp();

    public Stats(House house)
    {
        this.house = house;
        pace = new(TimeProvider.System, () => house.Inspector.Figures().Accepted);
    }

    public void Map(IEndpointRouteBuilder routes) =>
        Answers.Get(routes, "/ops/v1/stats", async _ => Reply.Json(await Now(), HostJson.Default.StatsAnswer));

    public void Dispose() => pace.Dispose();

    private async ValueTask<StatsAnswer> Now()
    {
        var figures = house.Inspector.Figures();
        return new(
            version, Environment.ProcessId, Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1),
            new(house.JournalName, await house.Probe.Ask()),
            new(Shard.All.Count(shard => house.Ownership.EpochOf(shard) is not null), Shard.Count),
            new(figures.Live, figures.AtWork, house.Inspector.Aside().Count, figures.Activated, figures.Left),
            new(
                figures.Accepted, figures.Repeated, pace.PerSecond(),
                figures.Refused.ToDictionary(static one => WireWords.Of(one.Key), static one => one.Value), figures.Inbox,
                figures.DeepestInbox),
            new(figures.Snapshots, figures.SnapshotFaults, figures.SnapshotAge), house.Projector.Sight, figures.Faults,
            Latencies());
    }

    private LatencyStats[] Latencies()
    {
        return [.. house.Meters.Distributions().Where(static one => one.Unit == "s").Select(static one =>
            new LatencyStats(one.Instrument, one.Count, Milliseconds(one.Quantile(0.5)), Milliseconds(one.Quantile(0.99))))];

        static double Milliseconds(double seconds) => Math.Round(seconds * 1000, 3);
    }
}
