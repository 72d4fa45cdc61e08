using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests;

/// <summary>A gateway before a real engine; its sockets are real ones over TCP, without the handshake, which is the host's.</summary>
internal sealed class Ballpark : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> served = [];
    private readonly List<Fan> fans = [];
    private readonly EngineBehind engine;

    public Ballpark(GatewayOptions? options = null)
    {
        listener.Start();
        Journal = new(Store);
        Grandstand = new(Journal, Store, (options ?? new()) with { Faulted = (_, e) => Faults.Add(e) }, Time);
        engine = Engines.Behind(new(Journal, Store, Grandstand, Time)
        {
            Games = Store, Quarantine = Store, Secrets = Store, Cells = Store, Entropy = static bytes => bytes.Fill(0x5A),
        });
        Grandstand.Open(engine);
        Concourse = new(engine, Gate, Grandstand, Sessions, Time);
    }

    public ManualTime Time { get; } = new();

    public VolatileJournal Store { get; } = new();

    public GatedJournal Journal { get; }

    public VolatileSessions Sessions { get; } = new();

    public OpenGate Gate { get; } = new();

    public Grandstand Grandstand { get; }

    public Concourse Concourse { get; }

    public IEngine Engine => engine;

    public IEngineInspector Inspector => engine;

    /// <summary>What went wrong inside; there should be nothing.</summary>
    public ConcurrentBag<Exception> Faults { get; } = [];

    /// <summary>A socket that has said nothing.</summary>
    public async Task<Fan> Connect(GameId game)
    {
        var client = new TcpClient { NoDelay = true };
        var accepting = listener.AcceptTcpClientAsync();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var server = await accepting;
        server.NoDelay = true;
        served.Add(Serve(server, game));
        var options = new WebSocketCreationOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan };
        var fan = new Fan(WebSocket.CreateFromStream(client.GetStream(), options), client);
        lock (fans) fans.Add(fan);
        return fan;
    }

    /// <summary>A socket that was welcomed, and everything that came with the welcome read.</summary>
    public async Task<Fan> Enter(GameId game, string role = "scorer", string? side = null, Guid? sess = null, string more = "")
    {
        var fan = await Connect(game);
        await fan.Hello(role, side, sess, more);
        await fan.Welcomed();
        return fan;
    }

    /// <summary>A scored game with its creation as its only event.</summary>
    public async Task<GameId> NewGame()
    {
        var game = Sample.NewGame();
        var answer = await Engine.Ask(game, Sample.Creation());
        Assert.Null(answer.Refused);
        return game;
    }

    /// <summary>Lets time pass second by second, as the gateway looks around once in each.</summary>
    public async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    /// <summary>Waits for what happens on other threads, time standing still.</summary>
    public static async Task Until(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds()) await Task.Delay(2, late.Token);
    }

    /// <summary>Lets time pass until so many connections of that kind are written down.</summary>
    public async Task<IReadOnlyList<SessionRecord>> Records(int count, Func<SessionRecord, bool>? which = null)
    {
        for (var tries = 0; ; tries++)
        {
            SessionRecord[] found = [.. (await Sessions.Find(null, 1000)).Where(which ?? (static _ => true))];
            if (found.Length >= count) return found;
            if (tries > 2000) throw new TimeoutException($"{found.Length} connections are written down instead of {count}.");
            // Not so far that anybody counts as gone.
            if (tries % 100 == 0 && tries <= 1100) Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (fans) foreach (var fan in fans) fan.Dispose();
        await Task.WhenAll(served).WaitAsync(TimeSpan.FromSeconds(20));
        await Concourse.DisposeAsync();
        await Grandstand.DisposeAsync();
        await engine.DisposeAsync();
        listener.Stop();
        Assert.Empty(Faults);
    }

    private async Task Serve(TcpClient connection, GameId game)
    {
        using var open = connection;
        using var socket = WebSocket.CreateFromStream(
            connection.GetStream(), new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        await Concourse.Serve(socket, game, ((IPEndPoint)connection.Client.RemoteEndPoint!).Address);
    }

    /// <summary>Lets everybody in as what he says he is, unless a test says otherwise.</summary>
    internal sealed class OpenGate : IGate
    {
        public Func<HelloFrame, Admission> Admits { get; set; } = static hello => new Pass(
            hello.Token ?? "", WireWords.RoleOf(hello.Role) ?? Role.Spectator, WireWords.SideOf(hello.Side));

        public Func<Pass, string?, Admission> Renews { get; set; } = static (pass, _) => pass;

        public Func<Pass, long, CloseCode?> Turns { get; set; } = static (_, _) => null;

        public ValueTask<Admission> Admit(GameId game, HelloFrame hello, IPAddress? from, CancellationToken stop) => new(Admits(hello));

        public ValueTask<Admission> Renew(GameId game, Pass pass, string? token, CancellationToken stop) => new(Renews(pass, token));

        public CloseCode? Turned(Pass pass, long now) => Turns(pass, now);
    }
}
