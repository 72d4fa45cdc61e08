using System.Diagnostics;
using System.Net;
using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>One game of a load generator, and its sockets: those who send come first.</summary>
/// <param name="number">Of the order's games.</param>
internal sealed class Table(LoadOrder order, int number, CommandFrames commands) : IDisposable
{
    /// <summary>Frames that say how far their socket is.</summary>
    private static readonly string[] tells =
        [ServerFrame.Event, ServerFrame.Snap, ServerFrame.Events, ServerFrame.Gap, ServerFrame.Result];

    private readonly Guid game = order.Games[number];
    private readonly Lock gate = new();
    private readonly LeanSocket?[] sockets = new LeanSocket?[order.Senders + order.Spectators];
    private readonly int[] reached = new int[order.Senders + order.Spectators];
    private readonly TaskCompletionSource?[] greeted = new TaskCompletionSource?[order.Senders + order.Spectators];
    private readonly byte[] frame = new byte[commands.MaxBytes];
    private readonly Random pause = new(order.Games[number].GetHashCode());
    private TaskCompletionSource<long>? heard;
    private Exception? broken;
    private int next, to, behind;
    private long answered;

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
        var server = order.Servers[order.Seats?[number][place] ?? 0];
        var socket = sockets[place] = await LeanSocket.Open(
            server.Url, game, LeanSocket.Frame([.. "{\"t\":\"hello\","u8, .. json.AsSpan(1)]), from, stop);
        _ = Listen(place, socket, stop);
        await greeting.Task.WaitAsync(stop);
    }

    /// <summary>Command after command until the time is over, one at least of each who sends.</summary>
    public async Task<List<Wait>> Play(TimeSpan time, CancellationToken stop)
    {
        var (started, waits) = (Stopwatch.GetTimestamp(), new List<Wait>());
        for (var count = 0; count < order.Senders || Stopwatch.GetElapsedTime(started) < time; count++)
        {
            // Not in step with anything, least of all with what the last command set off.
            if (order.ThinkMs > 0) await Task.Delay(order.ThinkMs / 2 + pause.Next(order.ThinkMs + 1), stop);
            var sender = next % order.Senders;
            var frame = this.frame.AsMemory(0, commands.Write(next++, this.frame));
            waits.Add(await Once(sender, frame, isAgain: false, stop));
            if (order.Resends) waits.Add(await Once(sender, frame, isAgain: true, stop));
        }

        return waits;
    }

    public void Dispose()
    {
        foreach (var socket in sockets) socket?.Dispose();
    }

    private async Task<Wait> Once(int sender, ReadOnlyMemory<byte> frame, bool isAgain, CancellationToken stop)
    {
        var whole = new TaskCompletionSource<long>();
        lock (gate)
        {
            if (broken is { } before) throw before;
            (heard, to) = (whole, 0);
        }

        var sent = Stopwatch.GetTimestamp();
        await sockets[sender]!.Send(frame, stop);
        return new(sender, isAgain, Whole: await whole.Task - sent, Answer: answered - sent);
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
                (to, answered) = (frame.Seq, frame.At);
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

/// <summary>What one command took, in ticks of <see cref="Stopwatch"/>.</summary>
/// <param name="Sender">Which of those at the game.</param>
/// <param name="IsAgain">It was sent before.</param>
/// <param name="Whole">Until the last one had heard.</param>
/// <param name="Answer">Until its sender had his answer.</param>
internal readonly record struct Wait(int Sender, bool IsAgain, long Whole, long Answer);
