using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using AkkaGame.Client;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>Writes down what goes over the sockets of connections, frame by frame, before the client makes anything of it.</summary>
public sealed class SocketLog
{
    private readonly ConcurrentQueue<SocketLine> lines = [];
    private readonly ConcurrentQueue<Tapped> taps = [];
    private int sockets;

    public IReadOnlyList<SocketLine> Lines => [.. lines];

    /// <summary>What could not be read as a frame; there should be nothing.</summary>
    public ConcurrentQueue<string> Strange { get; } = [];

    /// <summary>A connection that is written down; not started yet.</summary>
    /// <param name="client">Who; another name for each person.</param>
    public GameConnection Tap(ConnectionOptions options, string client)
    {
        var tap = new Tapped(this, options, client);
        taps.Enqueue(tap);
        return tap.Connection;
    }

    /// <summary>Where each connection stands that has not ended: what P10 looks at.</summary>
    public void End()
    {
        foreach (var tap in taps) tap.End();
    }

    private sealed class Tapped
    {
        private readonly SocketLog log;
        private readonly string client;
        private readonly Guid game;
        private int socket;

        public Tapped(SocketLog log, ConnectionOptions options, string client)
        {
            (this.log, this.client, game) = (log, client, options.Game.Value);
            Connection = new(options with
            {
                // Asked before each socket is opened, on the connection's own turn.
                Token = async stop =>
                {
                    Hello();
                    return options.Token is { } make ? await make(stop) : null;
                },
                Frame = Heard,
            });
        }

        public GameConnection Connection { get; }

        public void End()
        {
            if (Connection.State != ConnectionState.Ended)
                Add("end", Connection.Whole?.Seq ?? 0, hash: Connection.View is { } view ? view.Hash : null);
        }

        private void Hello()
        {
            socket = Interlocked.Increment(ref log.sockets);
            Add("hello", Connection.Whole?.Seq);
        }

        private void Heard(ReadOnlyMemory<byte> bytes)
        {
            try
            {
                using var json = JsonDocument.Parse(bytes);
                Heard(json.RootElement);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                log.Strange.Enqueue($"{client}: {e.Message} {System.Text.Encoding.UTF8.GetString(bytes.Span)}");
            }
        }

        private void Heard(JsonElement frame)
        {
            var name = frame.GetProperty("t").GetString()!;
            switch (name)
            {
                case "welcome": Add(name, Number(frame, "head"), mode: frame.GetProperty("mode").GetString()); break;
                case "snap": Add(name, Number(frame, "seq"), hash: frame.GetProperty("hash").GetString()); break;
                case "ev": Event(frame); break;
                case "evs": Events(frame); break;
                case "gap": Add(name, Number(frame, "from"), Number(frame, "to")); break;
                case "pong": Add(name, Number(frame, "head")); break;
                case "res": Result(frame); break;
            }
        }

        private void Events(JsonElement frame)
        {
            var (from, to) = (Number(frame, "from"), Number(frame, "to"));
            var events = frame.GetProperty("e").EnumerateArray().ToList();
            if (events.Count != to - from + 1 || Number(events[0], "seq") != from || Number(events[^1], "seq") != to)
                log.Strange.Enqueue($"{client}: evs of {from} to {to} with {events.Count} events");
            foreach (var one in events) Event(one);
        }

        private void Event(JsonElement one) => Add(
            "ev", Number(one, "seq"), Number(one, "g"), one.TryGetProperty("h", out var hash) ? hash.GetString() : null);

        private void Result(JsonElement frame)
        {
            var ok = frame.GetProperty("ok").GetBoolean();
            log.lines.Enqueue(new(
                socket, game, client, Stopwatch.GetTimestamp(), "res", ok ? Number(frame, "from") : null, ok ? Number(frame, "to") : null,
                frame.TryGetProperty("h", out var hash) ? hash.GetString() : null, frame.GetProperty("id").GetGuid(), ok,
                frame.TryGetProperty("dup", out var dup) && dup.GetBoolean(),
                ok ? null : frame.GetProperty("err").GetProperty("code").GetString()));
        }

        private void Add(string frame, int? seq, int? to = null, string? hash = null, string? mode = null) => log.lines.Enqueue(new(
            socket, game, client, Stopwatch.GetTimestamp(), frame, seq, to, hash, Mode: mode));

        private static int Number(JsonElement frame, string name) => frame.GetProperty(name).GetInt32();
    }
}
