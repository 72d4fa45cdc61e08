using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>One game of another node, and all here who want to hear of it.</summary>
internal sealed class FollowedGame(GameId game, IWhereabouts whereabouts, IPeers peers, TimeProvider time)
{
    /// <summary>How long it is followed on after the last one has gone: whoever asks again and again finds it so.</summary>
    private static readonly TimeSpan linger = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan again = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private Ticker[] tickers = [];
    private Wire? wire;
    private long lastUsed = time.GetTimestamp(), triedAt;
    private bool isConnecting, hasTried, isClosed;

    public Shard Shard { get; } = Shard.Of(game);

    /// <summary>Null where it was let go of meanwhile.</summary>
    public ITicker? Add(IFan fan)
    {
        var ticker = new Ticker(this, fan);
        lock (gate)
        {
            if (isClosed) return null;
            tickers = [.. tickers, ticker];
        }

        Steer();
        return ticker;
    }

    /// <summary>Sees to it that it is followed where it lives, and only there.</summary>
    public void Steer()
    {
        var home = whereabouts.Of(Shard);
        Wire? over = null;
        lock (gate)
        {
            var wanted = !isClosed && home is { IsHere: false };
            if (wire is { } there && (!wanted || there.Node != home!.Value.Node)) (over, wire) = (there, null);
            if (wanted && wire is null && !isConnecting && !(hasTried && over is null && time.GetElapsedTime(triedAt) < again))
            {
                (isConnecting, hasTried, triedAt) = (true, true, time.GetTimestamp());
                _ = Connect(home!.Value);
            }
        }

        if (over is null) return;
        over.Leave();
        Missed();
    }

    /// <summary>True where nobody has wanted it for long; then it is closed.</summary>
    public bool TryForget()
    {
        lock (gate)
        {
            if (tickers.Length > 0) lastUsed = time.GetTimestamp();
            if (time.GetElapsedTime(lastUsed) < linger) return false;
        }

        Close();
        return true;
    }

    public void Close()
    {
        lock (gate) isClosed = true;
        Steer();
    }

    private async Task Connect(Home home)
    {
        var made = new Wire(this, home.Node);
        try
        {
            await Task.Yield(); // Not under the gate.
            var reply = await peers.Follow(home, game, made);
            if (reply.Fate == PeerFate.Answered) made.Stands(reply.Value!);
        }
        finally
        {
            var isOn = false;
            lock (gate)
            {
                isConnecting = false;
                if (made.IsOn && !isClosed) (wire, isOn) = (made, true);
            }

            if (!isOn) made.Leave();
            else
            {
                Missed(); // What happened before it stood.
                Steer(); // It may have moved meanwhile.
            }
        }
    }

    private void Told(EventGroup group)
    {
        // What comes before the wire is known to stand is told too: it is true, and whoever has it already knows that.
        foreach (var ticker in Volatile.Read(ref tickers)) ticker.Fan.Told(group);
    }

    private void Missed()
    {
        foreach (var ticker in Volatile.Read(ref tickers)) ticker.Fan.Missed();
    }

    private void Ended(Wire over)
    {
        lock (gate)
        {
            if (wire != over) return;
            wire = null;
        }

        Missed();
        Steer();
    }

    private void Leave(Ticker gone)
    {
        lock (gate)
        {
            tickers = [.. tickers.Where(ticker => ticker != gone)];
            lastUsed = time.GetTimestamp();
        }
    }

    /// <summary>What one owner tells.</summary>
    private sealed class Wire(FollowedGame game, Guid node) : IPeerFan
    {
        private IDisposable? handle;
        private volatile bool hasEnded;

        public Guid Node => node;

        public bool IsOn => handle is not null && !hasEnded;

        public void Stands(IDisposable over) => handle = over;

        public void Leave()
        {
            hasEnded = true;
            handle?.Dispose();
        }

        public void Told(EventGroup group)
        {
            if (!hasEnded) game.Told(group);
        }

        public void Missed()
        {
            if (!hasEnded) game.Missed();
        }

        public void Ended()
        {
            hasEnded = true;
            game.Ended(this);
        }
    }

    private sealed class Ticker(FollowedGame game, IFan fan) : ITicker
    {
        public IFan Fan => fan;

        public bool IsOn => Volatile.Read(ref game.wire) is { IsOn: true };

        public void Dispose() => game.Leave(this);
    }
}
