using System.Globalization;
using System.Net;
using AkkaGame.Actors;
using AkkaGame.Client;
using AkkaGame.Faults.Playing;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Scenarios;

/// <summary>F25 with sockets: killed at every point between a command and its answer, and what was answered stands.</summary>
public sealed class FaultPointsOverSockets : IEntry, IAsyncDisposable
{
    private static readonly TimeSpan healing = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-faults-").FullName;
    private readonly FaultProxy proxy = new(new IPEndPoint(IPAddress.Loopback, 1));
    private readonly GameId[] games = [.. Enumerable.Range(0, 6).Select(static _ => Sample.NewGame())];
    private readonly SocketLog log = new();
    private volatile PipedNode? served;

    public static TheoryData<string> Deaths =>
        ["append.before:90", "append.afterCommit:70", "publish.before:80", "publish.after:70", "snapshot.beforeCommit:4"];

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task On_SQLite_nothing_that_was_answered_is_lost_or_done_twice(string where)
    {
        var file = Path.Combine(folder, "games.db");
        var load = await KillAt(where, file, []);
        using var journal = SqliteJournal.Open(file);
        await Findings.AssertKept(load, games, journal);
        await SocketFindings.AssertKept(log, journal);
    }

    [SkippableTheory]
    [InlineData("publish.after:70")]
    public async Task On_PostgreSQL_nothing_that_was_answered_is_lost_or_done_twice(string where)
    {
        var database = await PostgresServer.Fresh();
        var load = await KillAt(where, database.App, ["--peers", League.FreePort().ToString(CultureInfo.InvariantCulture)]);
        await using var journal = await PostgresJournal.Open(new(database.App));
        await Findings.AssertKept(load, games, journal);
        await SocketFindings.AssertKept(log, journal);
    }

    public Task<Answer> Create(GameId game, Envelope command, CancellationToken stop) => Served.Send(game, command, stop);

    public Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => Served.Look(game, stop);

    public ConnectionOptions Connecting(GameId game, Role role, Side? side, string who) =>
        new(new($"http://127.0.0.1:{proxy.Port}"), game) { Role = role, Side = side, Token = _ => new(who) };

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private PipedNode Served => served ?? throw new IOException("Nobody serves.");

    private async Task<Load> KillAt(string where, string store, string[] options)
    {
        await using var clients = new SocketClients(this, log, where.Length) { Pace = TimeSpan.FromMilliseconds(5) };
        var load = new Load(clients, where.Length);
        using var stop = new CancellationTokenSource();
        using var doomed = await PipedNode.Start(store, where, options);
        To(doomed);
        var playing = load.Play(games, stop.Token);
        await doomed.Ended.WaitAsync(healing);
        using var next = await PipedNode.Start(store, null, options);
        To(next);
        await load.Acknowledges(50, healing);
        await stop.CancelAsync();
        await playing;
        await clients.AllLive(healing);
        var heads = new Dictionary<GameId, int>();
        foreach (var game in games) heads[game] = (await clients.Send(game, Sample.Facts(), default)).Receipt.Last;
        await clients.Converged(game => heads[game], healing);
        log.End();
        await clients.DisposeAsync();
        await next.Stop();
        Assert.Contains(load.History, static o => o.Heard == Checking.Heard.Unknown);
        return load;
    }

    private void To(PipedNode node)
    {
        served = node;
        proxy.Server = new IPEndPoint(IPAddress.Loopback, node.Sockets.Port);
    }
}
