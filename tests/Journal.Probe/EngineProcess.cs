using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Gateway;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Journal.Probe;

/// <summary>An engine in a process of its own, over a real store, that dies where it is told to.</summary>
internal static class EngineProcess
{
    /// <summary>Few, so that snapshots are kept and read while a test runs.</summary>
    private const int SnapshotEvery = 20;

    public static async Task<int> Run(string store, string[] options)
    {
        var points = FaultPoints.Parse(Value(options, "--die"));
        var engineOptions = new EngineOptions
        {
            SnapshotEvery = SnapshotEvery,
            IdleTime = TimeSpan.FromMilliseconds(Number(options, "--idle")),
            Faulted = static (game, error) => Console.Error.WriteLine($"{game}: {error.Message}"),
        };
        if (store.Contains("Host=", StringComparison.Ordinal)) await OnPostgres(store, options, points, engineOptions);
        else await OnSqlite(store, points, engineOptions);
        return 0;
    }

    private static async Task OnSqlite(string file, FaultPoints points, EngineOptions options)
    {
        using var journal = SqliteJournal.Open(file);
        await Serve(journal, journal, SoleOwner.Instance, points, options);
    }

    private static async Task OnPostgres(string connection, string[] told, FaultPoints points, EngineOptions options)
    {
        await using var port = PeerPort.Bind(new(IPAddress.Loopback, Number(told, "--peers")));
        await using var leases = new PostgresLeases(connection);
        var node = Machine.Read().Node(Guid.CreateVersion7(), port.Bound);
        await using var keeper = await ShardKeeper.Start(
            leases, node, new() { NewId = Guid.CreateVersion7, Noticed = Console.Error.WriteLine }, TimeProvider.System);
        await using var journal = await PostgresJournal.Open(
            new(connection)
            {
                Node = () => keeper.Node.Id,
                Keys = Value(told, "--keys") is { } file ? HouseKeyFile.Given(file) : null,
            });
        await Serve(journal, journal, keeper, points, options);
    }

    private static async Task Serve<T>(
        T journal, IQuarantine quarantine, IOwnership ownership, FaultPoints points, EngineOptions options)
        where T : IJournal, ISnapshots, IGames, ISecrets, ICells
    {
        await using var stands = new Grandstand(journal, journal, SocketPort.Options, TimeProvider.System, ownership);
        var ports = new EnginePorts(
            points.Around((IJournal)journal), points.Around((ISnapshots)journal), points.Around((IAudience)stands), TimeProvider.System)
        {
            Ownership = ownership, Games = journal, Quarantine = quarantine, Secrets = journal, Cells = journal,
            Entropy = RandomNumberGenerator.Fill,
        };
        await using var engine = new InProcessEngine(ports, options);
        stands.Open(engine);
        await using var sockets = await SocketPort.Open(engine, stands);
        await Served.Run(engine, journal);
    }

    private static int Number(string[] options, string name) => int.Parse(Value(options, name) ?? "0", CultureInfo.InvariantCulture);

    private static string? Value(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
