using System.Globalization;
using System.Net;
using AkkaGame.Proxy;
using Npgsql;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// One server process of several, and the lines that lead from it and to it, each of which can be cut, slowed or swallowed for itself.
/// The lines outlive the process, and the next one of this node takes its place behind them.
/// </summary>
public sealed class LeagueNode : IAsyncDisposable
{
    private readonly string home, database;
    private readonly string[] arguments;
    private readonly int peerPort = League.FreePort();
    private volatile ServerProcess? server;
    private volatile bool isLeaving;
    private string said = "";

    /// <param name="database">Where the database is, without a proxy.</param>
    /// <param name="arguments">What else stands in its command line.</param>
    public LeagueNode(int number, string home, string database, string[] arguments)
    {
        (Number, this.home, this.database, this.arguments) = (number, home, database, arguments);
        Database = new(new NpgsqlConnectionStringBuilder(database).Port);
        // It is closed at times, and must be free when it opens again.
        Peers = new(new IPEndPoint(IPAddress.Loopback, peerPort), new(IPAddress.Loopback, League.FreePort()));
        People = new(new IPEndPoint(IPAddress.Loopback, 1));
        Peers.Shut();
    }

    /// <summary>From 0.</summary>
    public int Number { get; }

    /// <summary>Its way to PostgreSQL.</summary>
    public FaultProxy Database { get; }

    /// <summary>The way of other nodes to it.</summary>
    public FaultProxy Peers { get; }

    /// <summary>The way of its clients to it; while it is down they are led to another node, as a load balancer does it.</summary>
    public FaultProxy People { get; }

    /// <summary>Another way to PostgreSQL than <see cref="Database"/>, from the next start on; null for that one.</summary>
    public int? DatabasePort { get; set; }

    /// <summary>Where other nodes believe it to be.</summary>
    public string Address => $"127.0.0.1:{Peers.Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What its command line says of the engine; nothing for the native one.</summary>
    public string[] Engine { get; set; } = [];

    /// <summary>Set before the start: added to the process's environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public ServerProcess Server => server ?? throw new IOException("This node was not started.");

    /// <summary>What all its processes wrote so far.</summary>
    public string Said => said + server?.Said;

    /// <summary>There is a process, stopped or not.</summary>
    public bool IsUp => server is { IsRunning: true };

    public bool IsPaused { get; private set; }

    /// <summary>A load balancer leads clients to it: it runs, and was not told to end.</summary>
    public bool IsOffered => IsUp && !isLeaving;

    public async Task Start(params string[] more)
    {
        var through = new NpgsqlConnectionStringBuilder(database) { Port = DatabasePort ?? Database.Port }.ConnectionString;
        Peers.Reopen();
        var before = server;
        server = await ServerProcess.Start(
            home,
            [
                "--postgres", through, "--peer-port", peerPort.ToString(CultureInfo.InvariantCulture), "--peer-address", Address,
                .. Engine, .. arguments, .. more,
            ],
            Environment);
        if (before is not null) said += before.Said;
        before?.Dispose();
        isLeaving = false;
        Lead(this);
    }

    /// <summary>Leads whoever comes from now on to that node.</summary>
    public void Lead(LeagueNode to) => People.Server = new IPEndPoint(IPAddress.Loopback, to.Server.Url.Port);

    /// <summary>As the kernel does it; nobody listens any more where peers and clients believe it to be.</summary>
    public async Task Kill()
    {
        await Server.Kill();
        Gone();
    }

    /// <summary>As a supervisor does it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Terminate()
    {
        isLeaving = true;
        var code = await Server.Terminate();
        Gone();
        return code;
    }

    /// <summary>Waits until it ends without being told to, as one does that the others have given up.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsByItself(TimeSpan within)
    {
        var code = await Server.EndsByItself().WaitAsync(within);
        Gone();
        return code;
    }

    public Task Pause()
    {
        IsPaused = true;
        return Server.Pause();
    }

    public Task GoOn()
    {
        IsPaused = false;
        return Server.GoOn();
    }

    /// <summary>From now on all lines are whole; what fell into a hole is cut, since it would stay there.</summary>
    public void Heal()
    {
        foreach (var line in (FaultProxy[])[Database, Peers, People])
        {
            var wasIll = line.ToServer == Flow.Lose || line.ToClient == Flow.Lose;
            line.Heal();
            if (wasIll) line.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        server?.Dispose();
        foreach (var line in (FaultProxy[])[Database, Peers, People]) await line.DisposeAsync();
    }

    private void Gone()
    {
        IsPaused = false;
        Peers.Shut();
        People.Cut();
    }
}
