using System.Net;
using System.Net.Sockets;
using AkkaGame.Actors;
using AkkaGame.Faults.Checking;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Specs;
using Npgsql;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// A PostgreSQL of its own, a proxy in front of it, one server process that sees only the proxy, and clients that write to its games.
/// </summary>
public sealed class League : IAsyncDisposable
{
    /// <summary>Short, so that what lasts a lease in production lasts a moment here; the code is the same.</summary>
    private static readonly string[] leases = ["--lease-time", "900ms"];

    private readonly string home = Directory.CreateTempSubdirectory("akkagame-faults-").FullName;
    private readonly Line line = new();
    private readonly CancellationTokenSource stop = new();
    private readonly int peers = FreePort();
    private PostgresDatabase database = null!;
    private ServerProcess? server;
    private Task playing = Task.CompletedTask;

    private League(int seed) => Load = new(line, seed);

    public PostgresServer Postgres { get; private set; } = null!;

    public FaultProxy Proxy { get; private set; } = null!;

    public Load Load { get; }

    public IReadOnlyList<GameId> Games { get; } = [.. Enumerable.Range(0, 24).Select(_ => Sample.NewGame())];

    public ServerProcess Server => server!;

    public PostgresDatabase Database => database;

    /// <param name="under">Where to keep the database; null for the usual place.</param>
    public static async Task<League> Start(int seed, string? under = null)
    {
        var league = new League(seed) { Postgres = await PostgresServer.Own(under) };
        league.database = await league.Postgres.NewDatabase();
        league.Proxy = new(league.Postgres.Port);
        await league.Serve();
        league.playing = league.Load.Play(league.Games, league.stop.Token);
        return league;
    }

    /// <summary>Starts the server process, again after it ended.</summary>
    public async Task Serve()
    {
        server?.Dispose();
        var through = new NpgsqlConnectionStringBuilder(database.App) { Port = Proxy.Port }.ConnectionString;
        server = await ServerProcess.Start(
            home, ["--postgres", through, "--peer-port", peers.ToString(System.Globalization.CultureInfo.InvariantCulture), .. leases]);
        line.To(server);
    }

    /// <summary>Waits until so many more commands were acknowledged.</summary>
    public Task Acknowledged(int more, TimeSpan within) => Load.Acknowledges(more, within);

    public Task<long> Epochs() => Database.Scalar<long>("select sum(epoch)::bigint from akkagame.shard")!;

    /// <summary>The fault is healed: everything answers within half a minute, without help, and every promise was kept.</summary>
    public async Task AssertHealedAndKept()
    {
        Proxy.Heal();
        await stop.CancelAsync();
        await playing;
        await Load.Probe(Games, TimeSpan.FromSeconds(30));
        await server!.Terminate();
        var epochs = await EpochsOfRows();
        await using var journal = await PostgresJournal.Open(new(database.App));
        await Findings.AssertKept(Load, Games, journal, (game, seq) => epochs[(game.Value, seq)]);
        Assert.Equal(0, await Database.Scalar<long>(
            "select count(*) from (select shard_pos - lag(shard_pos, 1, 0::bigint) over (partition by shard order by shard_pos) as step "
            + "from akkagame.event) as steps where step <> 1"));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        server?.Dispose();
        await playing;
        if (Proxy is not null) await Proxy.DisposeAsync();
        if (Postgres is not null) await Postgres.DisposeAsync();
        stop.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private async Task<Dictionary<(Guid, int), long>> EpochsOfRows()
    {
        var found = new Dictionary<(Guid, int), long>();
        await using var connection = new NpgsqlConnection(database.Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select game, seq, epoch from akkagame.event", connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) found.Add((rows.GetGuid(0), rows.GetInt32(1)), rows.GetInt64(2));
        return found;
    }

    /// <summary>
    /// Free, and not one of those that this machine gives to who connects: it can be closed for a while and is still free.
    /// </summary>
    public static int FreePort()
    {
        while (true)
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(15_000, 30_000)));
                return ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
    }
}
