using System.Diagnostics;
using System.Globalization;
using System.Net;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Faults.Checking;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Playing;

public enum Store : byte { Sqlite, Postgres }

/// <summary>
/// A server process, a proxy before its public port that outlives it, and clients who see only the proxy. What they say and hear is written
/// down, and in the end held against the journal.
/// </summary>
public sealed class SocketLeague : IEntry, IAsyncDisposable
{
    /// <summary>Three times what a takeover may take, and a start of the process.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A client that was cut off several times comes back within 15 s; what is written then is everybody's at once.</summary>
    private static readonly TimeSpan comeback = TimeSpan.FromSeconds(40), converging = TimeSpan.FromSeconds(6);

    private readonly string home = Directory.CreateTempSubdirectory("akkagame-sockets-").FullName;
    private readonly Doors doors = new();
    private readonly CancellationTokenSource stop = new();
    private readonly string[] arguments;
    private readonly string[] asNode = ["--peer-port", League.FreePort().ToString(CultureInfo.InvariantCulture)];
    private readonly PostgresDatabase? database;
    private ServerProcess? server;
    private Task playing = Task.CompletedTask;

    private SocketLeague(PostgresDatabase? database, int seed, int games, string[] more)
    {
        this.database = database;
        Games = [.. Enumerable.Range(0, games).Select(static _ => Sample.NewGame())];
        arguments =
        [
            "--development", .. database is null
                ? (string[])["--db", Path.Combine(home, "games.db")]
                : ["--postgres", database.App, "--lease-time", "900ms"],
            .. more,
        ];
        Proxy = new(new IPEndPoint(IPAddress.Loopback, 1));
        Clients = new(this, Log, seed);
        Load = new(Clients, seed);
    }

    public IReadOnlyList<GameId> Games { get; }

    public FaultProxy Proxy { get; }

    public SocketLog Log { get; } = new();

    public SocketClients Clients { get; }

    public Load Load { get; }

    public ServerProcess Server => server!;

    public string Home => home;

    public static async Task<SocketLeague> Start(Store store, int seed, int games = 6, params string[] more)
    {
        var league = new SocketLeague(store == Store.Sqlite ? null : await PostgresServer.Fresh(), seed, games, more);
        await league.Serve();
        return league;
    }

    /// <summary>Starts the server process, again after it ended.</summary>
    public async Task Serve()
    {
        server?.Dispose();
        server = await ServerProcess.Start(home, [.. arguments, .. asNode]);
        Proxy.Server = new IPEndPoint(IPAddress.Loopback, server.Url.Port);
    }

    /// <summary>A second node over the same database.</summary>
    public Task<ServerProcess> AnotherNode() => ServerProcess.Start(
        home, [.. arguments, "--peer-port", League.FreePort().ToString(CultureInfo.InvariantCulture)]);

    /// <summary>From now on two clients write to each game, until it is looked back.</summary>
    public void Play() => playing = Load.Play(Games, stop.Token);

    /// <summary>A game that is there, with nobody at it.</summary>
    public async Task<GameId> NewGame()
    {
        var game = Sample.NewGame();
        Assert.Null((await Create(game, Sample.Creation(), default)).Refused);
        return game;
    }

    public Task<Answer> Create(GameId game, Envelope command, CancellationToken stop) => Server.Send(game, command, stop);

    public Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => Server.Look(game, stop);

    public ConnectionOptions Connecting(GameId game, Role role, Side? side, string who) => Connecting(game, role, side, who, Proxy.Port);

    /// <param name="port">Where he connects, on this machine.</param>
    public ConnectionOptions Connecting(GameId game, Role role, Side? side, string who, int port) =>
        doors.Connecting(game, role, side, who, port);

    /// <summary>
    /// The faults are healed: everybody comes back, one more command a game is everybody's soon (P10), and what was said and heard agrees
    /// with the journal, by its lines and by its answers.
    /// </summary>
    public async Task AssertHealedAndKept()
    {
        Proxy.Heal();
        Proxy.Cut(); // Who fell into a hole would wait for his heartbeat.
        await stop.CancelAsync();
        await playing;
        await Load.Probe([.. Games], comeback);
        await Clients.AllLive(comeback);
        var heads = new Dictionary<GameId, int>();
        foreach (var game in Games)
        {
            var answer = await Clients.Send(game, Sample.Facts(2), default);
            if (answer.Refused is null) heads[game] = answer.Receipt.Last;
        }

        await Clients.Converged(game => heads.TryGetValue(game, out var head) ? head : null, converging);
        Log.End();
        var figures = Clients.Everybody.Select(static one => one.Figures).ToList();
        await Clients.DisposeAsync();
        await server!.Terminate();
        await AssertKept();
        // The client says the same of what it heard.
        Assert.All(figures, static one => Assert.Equal(default, (one.OutOfOrder, one.Desyncs, one.EarlyResults)));
    }

    /// <summary>What was said and heard agrees with the journal.</summary>
    public async Task AssertKept()
    {
        if (database is null)
        {
            using var journal = SqliteJournal.Open(Path.Combine(home, "games.db"));
            await AssertKept(journal);
        }
        else
        {
            await using var journal = await PostgresJournal.Open(new(database.App));
            await AssertKept(journal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Clients.DisposeAsync();
        server?.Dispose();
        await playing;
        await Proxy.DisposeAsync();
        doors.Dispose();
        stop.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private async Task AssertKept(IJournal journal)
    {
        await Findings.AssertKept(Load, [.. Games], journal);
        await SocketFindings.AssertKept(Log, journal);
    }
}
