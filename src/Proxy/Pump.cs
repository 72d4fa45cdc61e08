using System.Net.Sockets;

namespace AkkaGame.Proxy;

/// <summary>One direction of a connection: takes what comes, has its fate drawn, and hands it on.</summary>
internal sealed class Pump(FaultProxy proxy, Link link, bool toServer, Counting counting, CancellationToken stop)
{
    private readonly Socket from = toServer ? link.Client : link.Server, to = toServer ? link.Server : link.Client;
    private readonly MessageCutter cutter = new(toServer, link.Upgrade);
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly List<Kept> kept = [];
    private long number;
    private bool isClosed;

    /// <summary>Ends when this direction has, or the connection.</summary>
    public async Task Run()
    {
        try
        {
            Task<int>? receiving = null;
            while (true)
            {
                while (Flow == Flow.Hold) await Task.Delay(5, stop);
                receiving ??= from.ReceiveAsync(buffer, stop).AsTask();
                if (kept.Count > 0 && !await Comes(receiving)) continue;
                var taken = await receiving;
                receiving = null;
                if (taken == 0) break;
                foreach (var piece in cutter.Take(buffer.AsSpan(0, taken))) await Meets(piece);
            }

            foreach (var one in kept) await Out(one.Bytes);
            if (cutter.End() is { } rest) await Out(rest.Bytes);
            if (!isClosed && !link.IsHole && Flow != Flow.Lose) to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, so the other goes too, unless nobody is to hear of it.
            if (!link.IsHole) link.Reset();
        }
    }

    private Flow Flow => toServer ? proxy.ToServer : proxy.ToClient;

    /// <summary>True when something came; false when something kept was let go instead.</summary>
    private async Task<bool> Comes(Task receiving)
    {
        var wait = kept.Min(static one => one.Until) - Now;
        if (wait > 0)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (await Task.WhenAny(receiving, Task.Delay(TimeSpan.FromMilliseconds(wait), enough.Token)) == receiving)
            {
                await enough.CancelAsync();
                return true;
            }
        }

        await LetGo(static one => one.Until <= Now);
        return false;
    }

    private async Task Meets(Piece piece)
    {
        counting.Came(piece.Bytes.Length, piece.IsMessage);
        number++;
        var isSpared = link.IsHole || (proxy.Plan.SparesHttp && !cutter.IsFramed);
        var fate = isSpared ? Fate.Passes : proxy.Plan.FateOf(link.Number, toServer, number, IsOne(piece));
        if (fate.What != What.Pass) counting.Does(link.Number, toServer, number, piece, fate);
        var until = Now + (long)fate.Wait.TotalMilliseconds;
        switch (fate.What)
        {
            case What.Drop: break;
            case What.Duplicate when fate.Wait > TimeSpan.Zero:
                await Out(piece.Bytes);
                for (var copy = 1; copy <= fate.Count; copy++) kept.Add(new(piece.Bytes, Now + copy * (until - Now), int.MaxValue));
                break;
            case What.Duplicate:
                for (var copy = 0; copy <= fate.Count; copy++) await Out(piece.Bytes);
                break;
            case What.Reorder:
                kept.Add(new(piece.Bytes, until, fate.Count));
                return; // It does not overtake itself.
            case What.Delay:
                await Task.Delay(fate.Wait, stop);
                await Out(piece.Bytes);
                break;
            case What.Cut:
                await Out(piece.Bytes[..(int)(fate.Part * piece.Bytes.Length)]);
                link.Reset();
                break;
            case What.HalfClose:
                await Out(piece.Bytes);
                isClosed = true;
                to.Shutdown(SocketShutdown.Send);
                break;
            case What.BlackHole:
                link.IsHole = true;
                break;
            default:
                await Out(piece.Bytes);
                break;
        }

        if (!piece.IsMessage || kept.Count == 0) return;
        foreach (var one in kept) one.Overtaken++;
        await LetGo(static one => one.Overtaken >= one.Count);
    }

    private bool IsOne(Piece piece) =>
        piece.IsMessage && (proxy.Plan.Of(toServer).Only is not { } only || (piece.Kind() is { } kind && only.Contains(kind)));

    private async Task LetGo(Func<Kept, bool> which)
    {
        foreach (var one in kept.Where(which).ToArray())
        {
            kept.Remove(one);
            await Out(one.Bytes);
        }
    }

    private async Task Out(ReadOnlyMemory<byte> bytes)
    {
        if (proxy.Latency > TimeSpan.Zero) await Task.Delay(proxy.Latency, stop);
        while (Flow == Flow.Hold) await Task.Delay(5, stop);
        if (Flow == Flow.Lose || link.IsHole || isClosed) return;
        while (!bytes.IsEmpty)
        {
            var rate = proxy.Plan.Of(toServer).BytesPerSecond;
            // A tenth of a second's worth at a time, so that a slow line is slow and not a fast one with pauses.
            var part = rate == 0 ? bytes : bytes[..Math.Min(bytes.Length, Math.Max(1, rate / 10))];
            var sent = await to.SendAsync(part, stop);
            bytes = bytes[sent..];
            if (rate > 0) await Task.Delay(TimeSpan.FromSeconds((double)sent / rate), stop);
        }
    }

    private static long Now => Environment.TickCount64;

    /// <summary>A message that waits for later ones to overtake it, or for its time.</summary>
    private sealed class Kept(ReadOnlyMemory<byte> bytes, long until, int count)
    {
        public ReadOnlyMemory<byte> Bytes => bytes;

        public long Until => until;

        public int Count => count;

        public int Overtaken { get; set; }
    }
}
