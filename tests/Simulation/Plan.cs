using System.Globalization;
using AkkaGame.Cluster;
using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation;

/// <summary>What a seed makes of a night: how many there are, how much they do, and which kinds of faults there are in it.</summary>
/// <remarks>Each night has some kinds of faults and not the others: with all of them at once each would hide the others' traces.</remarks>
internal sealed record Plan
{
    public required int Nodes { get; init; }

    public required int Games { get; init; }

    public required int Commands { get; init; }

    public required int Watchers { get; init; }

    /// <summary>Nothing goes wrong, so that nobody may be kept waiting or refused.</summary>
    public required bool IsCalm { get; init; }

    /// <summary>How long things go wrong.</summary>
    public required TimeSpan Faults { get; init; }

    public required double Faulty { get; init; }

    public required double Stalls { get; init; }

    public required double Crowded { get; init; }

    public required LeaseTimes Times { get; init; }

    /// <summary>How long the same nodes have to be there before shards are evened out.</summary>
    public required TimeSpan Settle { get; init; }

    public required double Torn { get; init; }

    public required double NetLost { get; init; }

    public required double NetTwice { get; init; }

    public required double NetLate { get; init; }

    public required TimeSpan Idle { get; init; }

    public required int SnapshotEvery { get; init; }

    /// <summary>A mean number of incidents a second.</summary>
    public required double Often { get; init; }

    public required IReadOnlyList<Incident> Incidents { get; init; }

    private static readonly Incident[] all = Enum.GetValues<Incident>();

    private static readonly LeaseTimes quick = new()
    {
        Lease = TimeSpan.FromSeconds(0.9),
        Renew = TimeSpan.FromSeconds(0.25),
        Observe = TimeSpan.FromSeconds(0.1),
        Margin = TimeSpan.FromSeconds(0.15),
    };

    public static Plan Of(Luck luck)
    {
        var calm = luck.Happens(0.12);
        return new()
        {
            Nodes = luck.Between(1, 4),
            Games = luck.Happens(0.1) ? luck.Between(8, 50) : luck.Between(1, 7),
            Commands = luck.Happens(0.04) ? luck.Between(400, 2000) : luck.Between(100, 250),
            Watchers = luck.Between(0, 6),
            Faults = luck.Within(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(25)),
            Faulty = calm ? 0 : luck.From(0, 0, 0.01, 0.05, 0.2),
            Stalls = calm ? 0 : luck.From(0, 0, 0.02, 0.1),
            Crowded = calm ? 0 : luck.From(0, 0.01, 0.1),
            Times = luck.Happens(0.5) ? new() : quick,
            Settle = luck.From(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
            Torn = luck.From(0, 0, 0.3),
            IsCalm = calm,
            NetLost = calm ? 0 : luck.From(0, 0, 0.05, 0.2),
            NetTwice = calm ? 0 : luck.From(0, 0.1, 0.3),
            NetLate = calm ? 0 : luck.From(0, 0, 0.1, 0.3),
            Idle = luck.From(TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(5), TimeSpan.Zero),
            SnapshotEvery = luck.From(1, 3, 10, 200),
            Often = luck.From(0.2, 0.6, 1.5),
            Incidents =
            [
                .. calm
                    ? luck.From<Incident[]>([], [Incident.HandOver], [Incident.HandOver, Incident.Drain])
                    : all.Where(_ => luck.Happens(0.3)),
            ],
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Nodes} nodes, {Games} games, {Commands} commands, {Watchers} watchers, {Faults.TotalSeconds:0} s of faults ({Often}/s): "
        + $"{string.Join(' ', Incidents)}; questions {Faulty}, stalls {Stalls}, crowded {Crowded}, "
        + $"lease {Times.Lease.TotalSeconds} s, settle {Settle.TotalSeconds} s, torn {Torn}, net {NetLost}/{NetTwice}/{NetLate}, "
        + $"idle {Idle.TotalSeconds} s, a snapshot every {SnapshotEvery}");
}

internal enum Incident : byte
{
    /// <summary>A node is stopped for a while, as by SIGSTOP.</summary>
    Pause,
    /// <summary>A node ends without another word, and another begins on its port.</summary>
    Kill,
    /// <summary>A node is told to stop, gives everything back, and begins anew.</summary>
    Stop,
    /// <summary>The database crashes and comes back.</summary>
    Crash,
    /// <summary>The database ends some of its sessions.</summary>
    Terminate,
    /// <summary>A node and the database do not hear each other.</summary>
    CutStore,
    /// <summary>A node does not hear the database's answers.</summary>
    CutAnswers,
    /// <summary>A node hears the database's answers late, and soon not at all.</summary>
    ChokeStore,
    /// <summary>Two nodes do not hear each other, or a node and the clients.</summary>
    CutNet,
    /// <summary>A node's clock on the wall jumps.</summary>
    NodeClock,
    /// <summary>The database's clock on the wall jumps.</summary>
    StoreClock,
    /// <summary>The disk is full for a while.</summary>
    DiskFull,
    /// <summary>An operator takes a game out of memory.</summary>
    Evict,
    /// <summary>An operator wants a shard at another node.</summary>
    HandOver,
    /// <summary>An operator drains a node, and takes that back later.</summary>
    Drain,
    /// <summary>Watchers lose their connections.</summary>
    Watchers,
}
