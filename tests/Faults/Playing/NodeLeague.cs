using AkkaGame.Actors;
using AkkaGame.Client;
using AkkaGame.Faults.Checking;
using AkkaGame.Journal;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Specs;
using Heard = AkkaGame.Faults.Checking.Heard;

namespace AkkaGame.Faults.Playing;

/// <summary>How large a league of nodes is.</summary>
public sealed record NodeLeagueSize
{
    /// <summary>Nodes it may have; how many are started, the scenario says.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Games that clients write to over requests, by any node.</summary>
    public int Games { get; init; } = 6;

    /// <summary>Games with people at sockets, each person at another node.</summary>
    public int Stands { get; init; } = 2;

    /// <summary>Shards that are written to every 50 ms.</summary>
    public int Shards { get; init; } = 16;

    /// <summary>How long a node may be silent until it is succeeded.</summary>
    public string Lease { get; init; } = "900ms";

    /// <summary>How long the same nodes are there before shards are moved to even them out.</summary>
    public string Settle { get; init; } = "500ms";

    /// <summary>What else stands in each node's command line.</summary>
    public string[] More { get; init; } = [];

    /// <summary>SQL for the superuser before the first node starts; the schema faults is there.</summary>
    public string? Prepare { get; init; }

    /// <summary>Games live on Akka.NET; the first nodes are the seeds of its cluster.</summary>
    public bool OnAkka { get; init; }

    /// <summary>A PostgreSQL of its own, for who stops it.</summary>
    public bool OwnPostgres { get; init; }
}

/// <summary>
/// One to three server processes over one PostgreSQL, a proxy in each of their lines, clients who write to games by requests and by sockets
/// at any of the nodes, and a write every 50 ms to a game of each of many shards. Who owned what and when, the database writes down.
/// </summary>
public sealed class NodeLeague : IEntry, IAsyncDisposable
{
    /// <summary>Short, so that what lasts a lease in production lasts a moment here; the code is the same.</summary>
    private static readonly string[] often = ["--renew-every", "250ms", "--observe-every", "100ms"];

    private const string Listening = "datname = current_database() and query like 'listen%'";

    private static readonly TimeSpan comeback = TimeSpan.FromSeconds(40), converging = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private readonly string home = Directory.CreateTempSubdirectory("akkagame-nodes-").FullName;
    private readonly Doors doors = new();
    private readonly CancellationTokenSource stop = new();
    private readonly NodeLeagueSize size;
    private readonly Load atSockets;
    private readonly NodeClients clients;
    private readonly List<Operation> asked = [];
    private Task playing = Task.CompletedTask;
    private bool isKept;

    private NodeLeague(PostgresServer postgres, PostgresDatabase database, int seed, NodeLeagueSize size)
    {
        (Postgres, Database, this.size) = (postgres, database, size);
        string[] arguments =
            ["--development", "--lease-time", size.Lease, "--settle-time", size.Settle, .. often, .. size.More];
        Nodes = [.. Enumerable.Range(0, size.Nodes).Select(i => new LeagueNode(i, home, database.App, arguments))];
        if (size.OnAkka)
            foreach (var node in Nodes)
                node.Engine = ["--engine", "akka", "--akka-seeds", string.Join(',', Nodes.Select(static one => one.Address))];
        clients = new(Nodes, seed);
        Load = new(clients, seed, pause: 60);
        Pulses = new(clients, size.Shards);
        People = new(this, Log, seed);
        atSockets = new(People, seed + 1, pause: 60);
        Games = [.. Enumerable.Range(0, size.Games).Select(static _ => Sample.NewGame())];
        Stands = [.. Enumerable.Range(0, size.Stands).Select(static _ => Sample.NewGame())];
    }

    /// <summary>How long anything may take that is bound to happen.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public PostgresServer Postgres { get; }

    public PostgresDatabase Database { get; }

    public IReadOnlyList<LeagueNode> Nodes { get; }

    /// <summary>Games live on Akka.NET: no node holds a lease.</summary>
    public bool IsOnAkka => size.OnAkka;

    /// <summary>Those that run.</summary>
    public IEnumerable<LeagueNode> Up => Nodes.Where(static node => node.IsUp);

    public IReadOnlyList<GameId> Games { get; }

    public IReadOnlyList<GameId> Stands { get; }

    public Load Load { get; }

    public Pulses Pulses { get; }

    public SocketLog Log { get; } = new();

    public SocketClients People { get; }

    /// <summary>What everybody at a socket counted, once all is over.</summary>
    public IReadOnlyList<ConnectionFigures> Figures { get; private set; } = [];

    /// <summary>All that was done and heard over requests and by the writers at sockets.</summary>
    public IReadOnlyList<Operation> History
    {
        get
        {
            lock (asked) return [.. Load.History, .. atSockets.History, .. Pulses.History, .. asked];
        }
    }

    /// <summary>Starts so many nodes, one after the other, and all the clients.</summary>
    public static async Task<NodeLeague> Start(int seed, int nodes, NodeLeagueSize? size = null)
    {
        size ??= new() { Nodes = nodes };
        var postgres = size.OwnPostgres ? await PostgresServer.Own() : await PostgresServer.Shared();
        var league = new NodeLeague(postgres, await postgres.NewDatabase(), seed, size);
        try
        {
            await league.Open(nodes);
        }
        catch
        {
            await league.DisposeAsync(); // Processes that nobody ends would go on for ever.
            throw;
        }

        league.playing = Task.WhenAll(
            league.Load.Play(league.Games, league.stop.Token), league.atSockets.Play(league.Stands, league.stop.Token),
            league.Pulses.Beat(league.stop.Token));
        return league;
    }

    private async Task Open(int nodes)
    {
        await Reigns.Record(Database);
        if (size.OnAkka) await AkkaTables.PreparePostgres(Database.Owner);
        if (size.Prepare is { } sql) await Database.Execute(sql);
        // The first one makes the keys that all of them share.
        await Nodes[0].Start();
        await Task.WhenAll(Nodes.Take(nodes).Skip(1).Select(static node => node.Start()));
        await Pulses.Create(Patience);
    }

    public async Task<Answer> Create(GameId game, Envelope command, CancellationToken stop) => await clients.Send(game, command, stop);

    public Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => clients.Look(game, stop);

    public ConnectionOptions Connecting(GameId game, Role role, Side? side, string who)
    {
        // The writers of a game, and its watchers, at nodes that differ.
        var number = who.Sum(static letter => letter) + Stands.TakeWhile(one => one != game).Count() + (role == Role.Spectator ? 1 : 0);
        var up = Up.ToList();
        return doors.Connecting(game, role, side, who, up[number % up.Count].People.Port);
    }

    /// <summary>Waits until so many more commands were acknowledged.</summary>
    public Task Acknowledged(int more) => Load.Acknowledges(more, Patience);

    /// <summary>The same of those who write at sockets.</summary>
    public Task PeopleAcknowledged(int more) => atSockets.Acknowledges(more, Patience);

    /// <summary>Waits until each node has answered for each of the games that are written to all the while, whoever has them.</summary>
    public async Task Answers()
    {
        using var late = new CancellationTokenSource(Patience);
        await Task.WhenAll(Nodes.Where(static node => node.IsUp).SelectMany(node => Pulses.Games.Select(async game =>
        {
            while (await Ask(node, game, patience) is not (Heard.Ok, Heard.Ok)) await Task.Delay(50, late.Token);
        })));
    }

    /// <summary>Waits until a counter of a node has counted so many.</summary>
    public static async Task Counts(LeagueNode node, string counter, int least)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await node.Server.Counted(counter) < least) await Task.Delay(50, late.Token);
    }

    /// <summary>Kills a node, whose clients are led to another one.</summary>
    public async Task Kill(LeagueNode node)
    {
        await node.Kill();
        LeadElsewhere(node);
    }

    /// <summary>Ends a node in order. New clients are led to another one from the beginning on, as a load balancer does it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Terminate(LeagueNode node)
    {
        LeadElsewhere(node);
        return await node.Terminate();
    }

    /// <summary>The node that owns the most shards.</summary>
    public async Task<LeagueNode> Busiest() => (await Shares()).MaxBy(static share => share.Value).Key;

    /// <summary>How many shards each of the running nodes owns.</summary>
    public async Task<IReadOnlyDictionary<LeagueNode, int>> Shares()
    {
        var owned = await Reigns.Owned(Database);
        return Up.ToDictionary(static node => node, node => owned.GetValueOrDefault(node.Address));
    }

    /// <summary>Waits until every shard is a running node's.</summary>
    public async Task Settled()
    {
        using var late = new CancellationTokenSource(Patience);
        while ((await Shares()).Values.Sum() < Shard.Count) await Task.Delay(50, late.Token);
    }

    /// <summary>Waits until every shard is a running node's, and none has more of them than another by two.</summary>
    public async Task Even()
    {
        using var late = new CancellationTokenSource(Patience);
        while (await Shares() is var shares && (shares.Values.Sum() < Shard.Count || shares.Values.Max() > shares.Values.Min() + 1))
            await Task.Delay(50, late.Token);
    }

    /// <summary>Waits until a question has the answer yes.</summary>
    /// <param name="sql">Asked as the superuser; gives one boolean.</param>
    public async Task Waits(string sql)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!await Database.Scalar<bool>(sql)) await Task.Delay(20, late.Token);
    }

    /// <summary>Waits until that many sessions listen for changes of shards.</summary>
    public Task Listen(int sessions) => Waits($"select count(*) = {sessions} from pg_stat_activity where {Listening}");

    /// <summary>Ends the sessions that listen for changes of shards.</summary>
    /// <returns>How many there were.</returns>
    public Task<long> EndListening() => Database.Scalar<long>(
        $"select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity where {Listening}")!;

    /// <summary>Changes of owner up to now.</summary>
    public async Task<int> Moves() => Reign.Moves(await Reigns.Read(Database));

    /// <summary>The sum of all epochs: what rises with every change.</summary>
    public Task<long> Epochs() => Database.Scalar<long>("select sum(epoch)::bigint from akkagame.shard")!;

    /// <summary>
    /// Asks one node for a write and a look at each game; the answers may come late: what a stopped one says when it goes on.
    /// </summary>
    public Task Ask(LeagueNode node, IEnumerable<GameId> games, TimeSpan patience) =>
        Task.WhenAll(games.Select(game => Ask(node, game, patience)));

    private async Task<(Heard Written, Heard Shown)> Ask(LeagueNode node, GameId game, TimeSpan patience)
    {
        var heard = await Task.WhenAll(
            Asking.Command(node.Server, game, Sample.Facts(), patience), Asking.Look(node.Server, game, patience));
        lock (asked) asked.AddRange(heard);
        return (heard[0].Heard, heard[1].Heard);
    }

    /// <summary>
    /// The longest time without a write between two moments is within the bound (P13). What is promised is asserted at three times its
    /// length, because the machine of a test does other things too.
    /// </summary>
    /// <param name="promised">As the paper says it.</param>
    /// <returns>The longest of each shard that was written to.</returns>
    public IReadOnlyList<Gap> AssertAvailable(long from, long until, TimeSpan promised)
    {
        var broken = Availability.Check(Pulses.History, from, until, 3 * promised);
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        return Availability.Longest(Pulses.History, from, until);
    }

    /// <summary>
    /// The fault is healed: every game answers soon, without help, everybody at a socket is at the head, and every promise was kept.
    /// </summary>
    public async Task AssertHealedAndKept()
    {
        await Heal();
        await NodeFindings.AssertKept(this);
        isKept = true;
    }

    /// <summary>
    /// Ends the load and mends all lines: every game answers within half a minute, everybody comes to the head, and the processes end as
    /// they are told to.
    /// </summary>
    public async Task Heal()
    {
        foreach (var node in Nodes)
        {
            node.Heal();
            if (node is { IsPaused: true, IsUp: true }) await node.GoOn();
            node.People.Cut(); // Who fell into a hole would wait for his heartbeat.
        }

        await stop.CancelAsync();
        await playing;
        await Task.WhenAll(
            Load.Probe([.. Games, .. Pulses.Games], TimeSpan.FromSeconds(30)), atSockets.Probe(Stands, TimeSpan.FromSeconds(30)));
        await People.AllLive(comeback);
        await Converged();
        Log.End();
        Figures = [.. People.Everybody.Select(static one => one.Figures)];
        await People.DisposeAsync();
        var codes = await Task.WhenAll(Up.Select(static node => node.Terminate())).WaitAsync(Patience);
        Assert.All(codes, static code => Assert.Equal(0, code));
        // The client says the same of what it heard.
        Assert.All(Figures, static one => Assert.Equal(default, (one.OutOfOrder, one.Desyncs, one.EarlyResults)));
    }

    /// <summary>Everybody holds the owner's hash of the view, at the number of the last command.</summary>
    private async Task Converged()
    {
        var heads = new Dictionary<GameId, int>();
        foreach (var game in Stands)
        {
            using var late = new CancellationTokenSource(comeback);
            var answer = await People.Send(game, Sample.Facts(2), late.Token);
            if (answer.Refused is null) heads[game] = answer.Receipt.Last;
        }

        await People.Converged(game => heads.TryGetValue(game, out var head) ? head : null, converging);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var node in Nodes) await node.DisposeAsync();
        await People.DisposeAsync();
        await playing;
        doors.Dispose();
        stop.Dispose();
        if (size.OwnPostgres) await Postgres.DisposeAsync();
        if (!isKept) KeepLogs();
        Directory.Delete(home, recursive: true);
    }

    /// <summary>Whoever looks for what went wrong reads what the nodes said of it.</summary>
    private void KeepLogs()
    {
        foreach (var node in Nodes)
            File.WriteAllText(Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(home)}-node-{node.Number}.log"), node.Said);
    }

    private void LeadElsewhere(LeagueNode node)
    {
        if (Up.FirstOrDefault(other => other != node && other is { IsPaused: false, IsOffered: true }) is not { } to) return;
        foreach (var gone in Nodes.Where(one => one == node || !one.IsOffered)) gone.Lead(to);
    }
}
