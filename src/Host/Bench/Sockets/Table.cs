using System.Diagnostics;
using System.Net;
using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>One game of a load generator, and its sockets: those who send come first.</summary>
internal sealed class Table(LoadOrder order, Guid game, CommandFrames commands) : IDisposable
{
    /// <summary>Frames that say how far their socket is.</summary>
    private static readonly string[] tells =
        [ServerFrame.Event, ServerFrame.Snap, ServerFrame.Events, ServerFrame.Gap, ServerFrame.Result];

    private readonly Lock gate = new();
    private readonly LeanSocket?[] sockets = new LeanSocket?[order.Senders + order.Spectators];
    private readonly int[] reached = new int[order.Senders + order.Spectators];
    private readonly TaskCompletionSource?[] greeted = new TaskCompletionSource?[order.Senders + order.Spectators];
    private readonly byte[] frame = new byte[commands.MaxBytes];
    private readonly Random pause = new(game.GetHashCode());
    private TaskCompletionSource<long>? heard;
    private Exception? broken;
    private int next, to, behind;

    public int Sockets => sockets.Length;

    /// <summary>Opens a socket; returns when it knows where the game stands.</summary>
    public async Task Open(int place, IPAddress from, CancellationToken stop)
    {
        var isSender = place < order.Senders;
        var hello = new HelloFrame(
            [WireWords.Version], isSender ? order.Token : null, WireWords.Of(isSender ? Role.Scorer : Role.Spectator), null,
            Guid.CreateVersion7(), null, "akkagame bench");
        var json = JsonSerializer.SerializeToUtf8Bytes(hello, FrameJson.Default.HelloFrame);
        var greeting = greeted[place] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var socket = sockets[place] = await LeanSocket.Open(
            order.Url, game, LeanSocket.Frame([.. "{\"t\":\"hello\","u8, .. json.AsSpan(1)]), from, stop);
        _ = Listen(place, socket, stop);
        await greeting.Task.WaitAsync(stop);
    }

    /// <summary>Command after command until the time is over, one at least.</summary>
    /// <returns>What each took, in ticks of <see cref="Stopwatch"/>.</returns>
    public async Task<List<long>> Play(TimeSpan time, CancellationToken stop)
    {
        var (started, waits) = (Stopwatch.GetTimestamp(), new List<long>());
        while (waits.Count == 0 || Stopwatch.GetElapsedTime(started) < time)
        {
            // Not in step with anything, least of all with what the last command set off.
            if (order.ThinkMs > 0) await Task.Delay(order.ThinkMs / 2 + pause.Next(order.ThinkMs + 1), stop);
            waits.Add(await Once(stop));
        }

        return waits;
    }

    public void Dispose()
    {
        foreach (var socket in sockets) socket?.Dispose();
    }

    private async Task<long> Once(CancellationToken stop)
    {
        var whole = new TaskCompletionSource<long>();
        lock (gate)
        {
            if (broken is { } before) throw before;
            (heard, to) = (whole, 0);
        }

        var length = commands.Write(next, frame);
        var sent = Stopwatch.GetTimestamp();
        await sockets[next++ % order.Senders]!.Send(frame.AsMemory(0, length), stop);
        return await whole.Task - sent;
    }

    private async Task Listen(int place, LeanSocket socket, CancellationToken stop)
    {
        try
        {
            await socket.Read(heard => Hear(place, heard), stop);
        }
        catch (Exception e)
        {
            // Whoever waits hears of it, and whoever does next.
            lock (gate) broken ??= e;
            greeted[place]!.TrySetException(e);
            heard?.TrySetException(e);
        }
    }

    private void Hear(int place, Heard frame)
    {
        if (!tells.Contains(frame.Type)) return;
        TaskCompletionSource<long>? whole = null;
        lock (gate)
        {
            if (frame.Type == ServerFrame.Result)
            {
                to = frame.Seq;
                behind = reached.Count(seq => seq < to);
            }
            else
            {
                if (to > 0 && reached[place] < to && frame.Seq >= to) behind--;
                reached[place] = frame.Seq;
            }

            if (to > 0 && behind == 0) (whole, heard) = (heard, null);
        }

        if (frame.Type == ServerFrame.Snap) greeted[place]!.TrySetResult();
        whole?.TrySetResult(frame.At);
    }
}
