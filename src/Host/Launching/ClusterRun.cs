using AkkaGame.Client;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Stores;

namespace AkkaGame.Host.Launching;

/// <summary>What is wanted of a cluster on this machine.</summary>
/// <param name="Port">Of the first node's page (<see cref="NodePorts"/>); 0 where all of them are free ones.</param>
/// <param name="Fresh">Without what earlier runs in that folder have left.</param>
/// <param name="Settings">They may name a PostgreSQL; otherwise one is started.</param>
internal sealed record ClusterWanted(int Nodes, int Port, string Folder, bool Fresh, Settings Settings);

/// <summary>Several nodes over one PostgreSQL on this machine, from their start to their end.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    /// <summary>A node that ended comes back so late, as from a supervisor: by then a rehearsal has seen the others take over.</summary>
    private static readonly TimeSpan comesBack = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60), often = TimeSpan.FromMilliseconds(50);

    private readonly ClusterWanted wanted;
    private readonly TextWriter says;
    private readonly ClusterFolder folder;
    private readonly IReadOnlyList<NodePorts> ports;
    private readonly ClusterNode?[] nodes;
    private readonly Lock changing = new();
    private string journal = "";
    private Caretaker? caretaker;

    private ClusterRun(ClusterWanted wanted, TextWriter says, ClusterFolder folder)
    {
        (this.wanted, this.says, this.folder) = (wanted, TextWriter.Synchronized(says), folder);
        ports = NodePorts.Of(wanted.Nodes, wanted.Port);
        nodes = new ClusterNode[wanted.Nodes];
    }

    /// <summary>Until it is told to stop, or until no node can be started any more.</summary>
    /// <param name="says">Gets a line for each node, and for whatever becomes of it.</param>
    /// <returns>True where each node that was left ended in order.</returns>
    /// <exception cref="HouseClosedException">It cannot be started; nothing is left running.</exception>
    public static async Task<bool> Run(ClusterWanted wanted, TextWriter says, CancellationToken stop)
    {
        using var folder = ClusterFolder.Take(wanted.Folder);
        await using var run = new ClusterRun(wanted, says, folder);
        try
        {
            await run.Start(stop);
            await run.Watch(stop);
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is OperationCanceledException or HouseClosedException)
        {
            // Told to stop, at whatever point; what it was waiting for heard the same signal.
        }

        return await run.End();
    }

    /// <summary>What still runs ends: the nodes first, PostgreSQL last.</summary>
    public async ValueTask DisposeAsync()
    {
        await End();
        if (caretaker is null) return;
        await caretaker.Finish();
        caretaker.Dispose();
    }

    private async Task Start(CancellationToken stop)
    {
        if (wanted.Fresh)
        {
            await PrivatePostgres.End(folder.Postgres);
            folder.Empty();
        }

        var settings = wanted.Settings with { Postgres = wanted.Settings.Postgres ?? await OwnPostgres() };
        caretaker ??= new(folder.Notes, []);
        journal = settings.JournalName;
        ClusterFolder.Keep(folder.Connection, settings.Postgres!.Connection);
        // Before any of them starts, so that no two of them make the same.
        if (settings.Engine == EngineKind.Akka || !(await Migration.Look(settings, stop)).IsUpToDate) await Migration.Apply(settings, stop);
        for (var place = 0; place < nodes.Length; place++) File.Delete(folder.Log(place));
        await Task.WhenAll(Enumerable.Range(0, nodes.Length).Select(place => StartNode(place, stop)));
        await says.WriteLineAsync($"{nodes.Length} nodes on {journal}{(wanted.Settings.Postgres is null ? ", started for them" : "")}");
        foreach (var node in nodes) await says.WriteLineAsync(Line(node!));
        await says.WriteLineAsync($"Keys, data and logs are in {folder.Path}");
        await says.WriteLineAsync("Ctrl+C ends them all. To kill one under load, from another terminal: akkagame ops drill");
        await says.FlushAsync(stop);
    }

    private async Task<PostgresAddress> OwnPostgres()
    {
        var postgres = new PrivatePostgres(folder.Postgres);
        // It is there first: whatever happens from here on, nothing stays behind.
        caretaker = new(folder.Notes, postgres.Stopping);
        return PostgresAddress.Of(await postgres.Start(nodes.Length), "the cluster's own PostgreSQL");
    }

    /// <summary>Done when the node can be used, or has ended again.</summary>
    private async Task StartNode(int place, CancellationToken stop)
    {
        var node = await ClusterNode.Start(place + 1, Arguments(ports[place]), folder.Log(place), stop);
        Change(place, node);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(patience);
        using var server = new OperatorsClient(node.Ops);
        while (!await IsReady(server, late.Token) && !node.HasEnded)
        {
            if (late.IsCancellationRequested && !stop.IsCancellationRequested)
                throw new HouseClosedException($"node {node.Number} serves, but is not ready: see {folder.Log(place)}");
            await Task.Delay(often, stop);
        }
    }

    private static async Task<bool> IsReady(OperatorsClient server, CancellationToken stop)
    {
        try
        {
            await server.Ready(stop);
            return true;
        }
        catch (Exception e) when (e is RefusedException or OperationCanceledException)
        {
            return false;
        }
    }

    private Task Watch(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, nodes.Length).Select(place => Watch(place, stop)));

    /// <summary>Brings back a node that has ended, however it did; one that cannot be started stays away.</summary>
    private async Task Watch(int place, CancellationToken stop)
    {
        while (nodes[place] is { } node)
        {
            var code = await node.Ended().WaitAsync(stop);
            Change(place, null);
            node.Dispose();
            await Say($"node {node.Number} has ended with code {code}, and comes back in {Durations.Write(comesBack)}");
            await Task.Delay(comesBack, stop);
            try
            {
                await StartNode(place, stop);
                await Say(Line(nodes[place]!));
            }
            catch (HouseClosedException e)
            {
                await Say(e.Message);
            }
        }
    }

    /// <returns>True where each node that was left ended in order.</returns>
    private async Task<bool> End()
    {
        var left = nodes.OfType<ClusterNode>().ToArray();
        await Task.WhenAll(left.Select(static node => node.Terminate()));
        var codes = await Task.WhenAll(left.Select(static node => node.Ended()));
        for (var place = 0; place < nodes.Length; place++) Change(place, null);
        foreach (var node in left) node.Dispose();
        return codes.All(static code => code == 0);
    }

    /// <summary>Who looks after the nodes, and who looks for them, are told.</summary>
    private void Change(int place, ClusterNode? node)
    {
        lock (changing)
        {
            nodes[place] = node;
            var there = nodes.OfType<ClusterNode>().ToArray();
            caretaker?.Watch(there.Select(static one => one.Id));
            folder.Note(new(journal, [.. there.Select(static one => new NodeNote(one.Number, one.Id, one.Page, one.Ops))]));
        }
    }

    private string[] Arguments(NodePorts at) =>
    [
        "--postgres-file", folder.Connection, "--secret-key-file", folder.SecretKeys, "--token-key-file", folder.TokenKeys,
        "--urls", at.Page, "--ops-urls", at.Ops, "--peer-port", at.Peer, "--peer-address", at.PeerAddress, "--development", .. Engine(),
        .. wanted.Settings.Leagues.Count > 0 ? (string[])[Setting.Leagues.Option, string.Join(';', wanted.Settings.Leagues)] : [],
    ];

    /// <summary>On Akka.NET nodes find each other by the list of all of them.</summary>
    private IEnumerable<string> Engine()
    {
        var settings = wanted.Settings;
        if (settings.Engine != EngineKind.Akka) yield break;
        yield return $"{Setting.Engine.Option}=akka";
        yield return $"{Setting.AkkaSeeds.Option}={string.Join(',', ports.Select(static one => one.PeerAddress))}";
        if (settings.AkkaConfig is { } file) yield return $"{Setting.AkkaConfig.Option}={file}";
        if (settings.AkkaSet is { } set) yield return $"{Setting.AkkaSet.Option}={set}";
    }

    private async Task Say(string line)
    {
        await says.WriteLineAsync(line);
        await says.FlushAsync();
    }

    private static string Line(ClusterNode node) =>
        FormattableString.Invariant($"node {node.Number}: page {Address(node.Page)}, operators {Address(node.Ops)}, process {node.Id}");

    /// <summary>Without the slash at its end, as a person writes it.</summary>
    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
