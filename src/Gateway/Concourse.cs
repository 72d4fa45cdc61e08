using System.Net;
using System.Net.WebSockets;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// All sockets of this node: where they come in, what they share, and how they leave when the server goes. What happens in the games they
/// hear from the <see cref="Grandstand"/>.
/// </summary>
public sealed class Concourse : IAsyncDisposable
{
    /// <summary>So many are told to go in one breath, so that not all of them knock elsewhere at the same instant.</summary>
    private const int ToldAtOnce = 200;

    private static readonly TimeSpan breath = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan lookAgain = TimeSpan.FromMilliseconds(50);

    private volatile bool isClosed;

    public Concourse(IEngine engine, IGate gate, Grandstand stands, ISessions sessions, TimeProvider time)
    {
        (Engine, Gate, Stands, Options, Time) = (engine, gate, stands, stands.Options, time);
        Book = new(sessions);
        Rounds = new(Book, time, Options.Faulted);
        Meter = new(this, stands.Counts, () => Rounds.Sessions.Sum(static one => one.Sent));
    }

    internal IEngine Engine { get; }

    internal IGate Gate { get; }

    internal Grandstand Stands { get; }

    internal GatewayOptions Options { get; }

    internal TimeProvider Time { get; }

    internal Controls Controls { get; } = new();

    internal SessionBook Book { get; }

    internal Rounds Rounds { get; }

    internal GatewayMeter Meter { get; }

    /// <summary>Unix milliseconds UTC.</summary>
    internal long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Serves one socket until it is closed, and never throws for what comes over it.</summary>
    /// <param name="socket">Open; stays the caller's to dispose of.</param>
    /// <param name="from">The address it came from; null where that is not known.</param>
    /// <param name="under">What lies under it, where that can wait; null where it cannot.</param>
    public Task Serve(WebSocket socket, GameId game, IPAddress? from, IGathers? under = null)
    {
        var session = new SocketSession(this, socket, game, from, under);
        Rounds.Add(session);
        if (isClosed) session.GoAway(atOnce: true);
        return session.Run();
    }

    /// <summary>Tells everybody that the server goes, and closes them all after <see cref="GatewayOptions.GoAwayIn"/>.</summary>
    public async Task Drain()
    {
        isClosed = true;
        var frame = FrameText.GoAway(new("stopping", (int)Options.GoAwayIn.TotalMilliseconds, (int)Options.GoAwayJitter.TotalMilliseconds));
        foreach (var (told, session) in Rounds.Sessions.Index())
        {
            if (told > 0 && told % ToldAtOnce == 0) await Task.Delay(breath, Time);
            session.SayGoAway(frame);
        }

        if (Rounds.Count > 0) await Task.Delay(Options.GoAwayIn, Time);
        // Who is just being answered hears the answer first, unless that takes as long again.
        var patience = Time.GetTimestamp();
        while (!Close(atOnce: Time.GetElapsedTime(patience) > Options.GoAwayIn)) await Task.Delay(lookAgain, Time);
        while (Rounds.Count > 0) await Task.Delay(lookAgain, Time);
        await Book.Flush();
    }

    /// <summary>Ends a connection for good, as an operator wants it. False where there is none of that id.</summary>
    public bool Remove(Guid connection)
    {
        if (Rounds.Find(connection) is not { } session) return false;
        session.Remove();
        return true;
    }

    public GatewayFigures Figures() => new(
        Rounds.Count, Meter.OpenCounts, Meter.Heard, Meter.Sent, Meter.RefusedCounts, Meter.ClosedCounts, Meter.Desyncs, Meter.Overflows);

    public async ValueTask DisposeAsync()
    {
        await Rounds.DisposeAsync();
        Meter.Dispose();
    }

    /// <summary>Closes them all. False where some have a command in work that may still be answered.</summary>
    private bool Close(bool atOnce)
    {
        var isEverybody = true;
        foreach (var session in Rounds.Sessions) isEverybody &= session.GoAway(atOnce);
        return isEverybody;
    }
}
