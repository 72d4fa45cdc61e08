using System.Collections.Frozen;

namespace AkkaGame.Proxy;

/// <summary>
/// How often what befalls one direction of a connection. Each rate is the part of the messages, 0 to 1, that meet it; together at most 1,
/// because a message meets one thing or none.
/// </summary>
public sealed record FaultRates
{
    public static readonly FaultRates None = new();

    /// <summary>The message vanishes. No network does that to a WebSocket: it shows whether the other end notices.</summary>
    public double Drop { get; init; }

    /// <summary>The message comes twice or three times, at once or after the wait.</summary>
    public double Duplicate { get; init; }

    /// <summary>One to three later messages overtake it; it waits for them no longer than the wait.</summary>
    public double Reorder { get; init; }

    /// <summary>It waits, and everything behind it.</summary>
    public double Delay { get; init; }

    /// <summary>The connection is reset, both ways, after so many of its bytes: none, some, or all.</summary>
    public double Cut { get; init; }

    /// <summary>This direction is closed behind it; what comes then is lost, and the other direction goes on.</summary>
    public double HalfClose { get; init; }

    /// <summary>From here on both directions vanish, and nobody hears of it.</summary>
    public double BlackHole { get; init; }

    /// <summary>How long something waits: drawn between the two.</summary>
    public TimeSpan WaitLeast { get; init; }

    public TimeSpan WaitMost { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes a second of each connection; 0 for as many as there are.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>
    /// Only messages whose <c>t</c> is one of these are dropped, doubled or overtaken; null for any. What networks do to a connection
    /// does not ask.
    /// </summary>
    public FrozenSet<string>? Only { get; init; }

    /// <summary>What all rates come to.</summary>
    public double Sum => Drop + Duplicate + Reorder + Delay + Cut + HalfClose + BlackHole;

    /// <summary>Nothing is done to anything.</summary>
    public bool IsNone => Sum == 0 && BytesPerSecond == 0;
}

/// <summary>
/// What befalls a proxy's connections, as its seed draws it: the same messages of the same connection meet the same fate.
/// </summary>
/// <param name="Refuse">The part of the connections that are reset at once.</param>
/// <param name="SparesHttp">Only what goes over WebSockets meets anything: heads and plain requests pass.</param>
public sealed record Plan(int Seed, FaultRates ToServer, FaultRates ToClient, double Refuse = 0, bool SparesHttp = false)
{
    public static readonly Plan Nothing = new(0, FaultRates.None, FaultRates.None);

    /// <summary>The frames that a client repeats by itself where it does not know what became of them.</summary>
    public static readonly FrozenSet<string> Commands = FrozenSet.Create("cmd");

    /// <summary>
    /// What networks do, and commands doubled and overtaken: everything that a client has to bear without losing anything. Each seed
    /// draws which of it there is, and how often.
    /// </summary>
    public static Plan Mix(int seed)
    {
        var draw = new Draw(seed, 0, false, 0);
        var most = TimeSpan.FromMilliseconds(draw.Between(50, 1500));
        // Which faults there are differs from seed to seed: where all are there at once, some hide what others would show.
        var toServer = new FaultRates
        {
            Duplicate = draw.OneIn(2) ? 0.05 + 0.2 * draw.Next() : 0,
            Reorder = draw.OneIn(2) ? 0.05 + 0.1 * draw.Next() : 0,
            Delay = draw.OneIn(2) ? 0.1 * draw.Next() : 0,
            Cut = draw.OneIn(2) ? 0.03 * draw.Next() : 0,
            HalfClose = draw.OneIn(4) ? 0.01 * draw.Next() : 0,
            BlackHole = draw.OneIn(4) ? 0.001 * draw.Next() : 0,
            WaitMost = most,
            Only = Commands,
        };
        var toClient = new FaultRates
        {
            Delay = draw.OneIn(2) ? 0.05 * draw.Next() : 0,
            Cut = draw.OneIn(2) ? 0.02 * draw.Next() : 0,
            HalfClose = draw.OneIn(4) ? 0.005 * draw.Next() : 0,
            BlackHole = draw.OneIn(4) ? 0.001 * draw.Next() : 0,
            WaitMost = most,
            BytesPerSecond = draw.OneIn(6) ? 50_000 : 0,
        };
        return new(seed, toServer, toClient, draw.OneIn(3) ? 0.2 * draw.Next() : 0);
    }

    internal FaultRates Of(bool toServer) => toServer ? ToServer : ToClient;

    internal bool Refuses(int connection) => new Draw(Seed, connection, true, -1).Next() < Refuse;

    /// <param name="number">Which message of that direction, or which piece of bytes.</param>
    /// <param name="isWhole">A message that stands for itself; of bytes without frames none can be dropped, doubled or overtaken.</param>
    internal Fate FateOf(int connection, bool toServer, long number, bool isWhole)
    {
        var faults = Of(toServer);
        if (faults.Sum == 0) return Fate.Passes;
        var draw = new Draw(Seed, connection, toServer, number);
        var (at, whole) = (draw.Next(), isWhole);
        var wait = faults.WaitLeast + (faults.WaitMost - faults.WaitLeast) * draw.Next();
        if ((at -= faults.Drop) < 0) return whole ? new(What.Drop) : Fate.Passes;
        if ((at -= faults.Duplicate) < 0)
            return whole ? new(What.Duplicate, draw.OneIn(2) ? TimeSpan.Zero : wait, draw.Between(1, 3)) : Fate.Passes;
        if ((at -= faults.Reorder) < 0) return whole ? new(What.Reorder, wait, draw.Between(1, 4)) : Fate.Passes;
        if ((at -= faults.Delay) < 0) return new(What.Delay, wait);
        if ((at -= faults.Cut) < 0) return new(What.Cut, Part: draw.OneIn(3) ? 0 : draw.OneIn(2) ? 1 : draw.Next());
        if ((at -= faults.HalfClose) < 0) return new(What.HalfClose);
        return (at -= faults.BlackHole) < 0 ? new(What.BlackHole) : Fate.Passes;
    }
}

/// <summary>What becomes of one message.</summary>
internal enum What : byte { Pass, Drop, Duplicate, Reorder, Delay, Cut, HalfClose, BlackHole }

/// <param name="Wait">How long it, or its copies, are kept.</param>
/// <param name="Count">Copies more than one, or later messages that overtake it.</param>
/// <param name="Part">Of its bytes, how many still go out.</param>
internal readonly record struct Fate(What What, TimeSpan Wait = default, int Count = 0, double Part = 0)
{
    public static readonly Fate Passes = new(What.Pass);
}
