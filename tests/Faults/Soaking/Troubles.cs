using System.Diagnostics;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using Npgsql;

namespace AkkaGame.Faults.Soaking;

/// <summary>The faults that a soak rotates through.</summary>
public static class Troubles
{
    private static readonly TimeSpan killed = TimeSpan.FromSeconds(1.5), silent = TimeSpan.FromSeconds(5), moment = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<Trouble> All { get; } =
    [
        new("F1 a node is killed", Kill, killed),
        new("F2 a node stands still beyond its lease", StandStill, silent),
        new("F4 a node stands still for moments", Stutter, moment, MovesNothing: true),
        new("F5 a backend of the database is killed", KillBackend, silent),
        new("F6 the database loses its power for three seconds", LosePower, moment),
        new("F7 the database is restarted", Restart, moment),
        new("F7 sessions are terminated", Terminate, moment),
        new("F8 a node loses its database", (league, draw) => LoseDatabase(league, draw, Flow.Lose), silent),
        new("F9 a node does not hear its database", (league, draw) => LoseDatabase(league, draw, Flow.Pass), silent),
        new("F10 nodes do not reach each other", LosePeers, moment, MovesNothing: true),
        new("F11 people are cut off and led elsewhere", CutPeople, moment, MovesNothing: true),
        new("F12 the lines to the database are slow", Slow, moment, MovesNothing: true),
        new("F20 people are behind a bad network", BadNetwork, moment, MovesNothing: true),
        new("F21 snapshots are damaged, and a node is killed", DamageSnapshots, killed),
        new("F26 all nodes are restarted, one after the other", RollingRestart, silent),
        new("F27 from three nodes to one and back", Shrink, silent),
        new("F31 nobody hears that shards change, and a node is killed", KillUnheard, silent),
        new("F32 a node may open no more files", NoMoreFiles, silent),
        new("F34 somebody holds a shard's row", HoldRow, TimeSpan.FromSeconds(4)),
    ];

    private static long Now => Stopwatch.GetTimestamp();

    /// <summary>As often as not the one with the most to lose.</summary>
    private static async Task<LeagueNode> Any(NodeLeague league, Random draw) =>
        draw.Next(2) == 0 ? await league.Busiest() : league.Nodes[draw.Next(league.Nodes.Count)];

    private static async Task<long> Kill(NodeLeague league, Random draw)
    {
        var (node, from) = (await Any(league, draw), Now);
        await league.Kill(node);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        await node.Start();
        return from;
    }

    private static async Task<long> StandStill(NodeLeague league, Random draw)
    {
        var (node, from) = (await Any(league, draw), Now);
        await node.Pause();
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        var late = league.Ask(node, league.Pulses.Games, NodeLeague.Patience);
        await Task.Delay(draw.Next(200, 3000));
        await node.GoOn();
        await late;
        return from;
    }

    private static async Task<long> Stutter(NodeLeague league, Random draw)
    {
        var (node, from) = (await Any(league, draw), Now);
        for (var i = 0; i < 10; i++)
        {
            await node.Pause();
            await Task.Delay(draw.Next(20, 350));
            await node.GoOn();
            await Task.Delay(draw.Next(100, 500));
        }

        return from;
    }

    private static async Task<long> KillBackend(NodeLeague league, Random draw)
    {
        var from = Now;
        var pid = await league.Database.Scalar<int>(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by random() limit 1");
        PostgresServer.KillBackend(pid);
        await Task.Delay(100);
        return from;
    }

    private static async Task<long> LosePower(NodeLeague league, Random draw)
    {
        await league.Postgres.Stop(StopMode.Immediate);
        await Task.Delay(3000);
        await league.Postgres.Start();
        return Now;
    }

    private static async Task<long> Restart(NodeLeague league, Random draw)
    {
        await league.Postgres.Restart();
        return Now;
    }

    private static async Task<long> Terminate(NodeLeague league, Random draw)
    {
        var from = Now;
        for (var i = 0; i < 40; i++)
        {
            await league.Database.Scalar<bool>(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
                + "order by random() limit 1");
            await Task.Delay(50);
        }

        return from;
    }

    private static async Task<long> LoseDatabase(NodeLeague league, Random draw, Flow toServer)
    {
        var (node, from) = (await Any(league, draw), Now);
        (node.Database.ToServer, node.Database.ToClient) = (toServer, Flow.Lose);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        await league.Ask(node, league.Pulses.Games, TimeSpan.FromSeconds(4));
        node.Heal();
        return from;
    }

    private static async Task<long> LosePeers(NodeLeague league, Random draw)
    {
        var (from, isRefused) = (Now, draw.Next(2) == 0);
        foreach (var node in league.Nodes)
            if (isRefused) node.Peers.Shut();
            else (node.Peers.ToServer, node.Peers.ToClient) = (Flow.Lose, Flow.Lose);
        await Task.Delay(draw.Next(1000, 4000));
        foreach (var node in league.Nodes)
        {
            node.Peers.Reopen();
            node.Heal();
        }

        await league.Answers();
        return from;
    }

    private static async Task<long> CutPeople(NodeLeague league, Random draw)
    {
        var from = Now;
        for (var round = 1; round < 4; round++)
        {
            foreach (var node in league.Nodes)
            {
                node.Lead(league.Nodes[(node.Number + round) % league.Nodes.Count]);
                node.People.Cut();
            }

            await league.PeopleAcknowledged(10);
        }

        return from;
    }

    private static async Task<long> Slow(NodeLeague league, Random draw)
    {
        var from = Now;
        foreach (var node in league.Nodes) node.Database.Latency = TimeSpan.FromMilliseconds(draw.Next(10, 50));
        await Task.Delay(3000);
        foreach (var node in league.Nodes) node.Heal();
        return from;
    }

    private static async Task<long> BadNetwork(NodeLeague league, Random draw)
    {
        var from = Now;
        foreach (var node in league.Nodes) node.People.Plan = Plan.Mix(draw.Next());
        await Task.Delay(4000);
        foreach (var node in league.Nodes)
        {
            node.Heal();
            node.People.Cut();
        }

        await league.PeopleAcknowledged(10);
        return from;
    }

    private static async Task<long> DamageSnapshots(NodeLeague league, Random draw)
    {
        await league.Database.Execute(
            "update akkagame.snapshot set body = set_byte(body, length(body) / 2, get_byte(body, length(body) / 2) # 1)");
        return await Kill(league, draw);
    }

    private static async Task<long> RollingRestart(NodeLeague league, Random draw)
    {
        var from = Now;
        foreach (var node in league.Nodes)
        {
            Assert.Equal(0, await league.Terminate(node));
            await node.Start();
            await league.Settled();
        }

        return from;
    }

    private static async Task<long> Shrink(NodeLeague league, Random draw)
    {
        var from = Now;
        var stays = await Any(league, draw);
        foreach (var node in league.Nodes.Where(node => node != stays)) Assert.Equal(0, await league.Terminate(node));
        await Task.Delay(500);
        await Task.WhenAll(league.Nodes.Where(node => node != stays).Select(static node => node.Start()));
        return from;
    }

    private static async Task<long> KillUnheard(NodeLeague league, Random draw)
    {
        await league.EndListening();
        var (killing, from) = (Kill(league, draw), Now);
        // Who begins to listen again does not hear for long.
        for (; !killing.IsCompleted; await Task.Delay(100)) await league.EndListening();
        await killing;
        return from;
    }

    /// <summary>It can take nobody new and open no connection; whom it has, it serves, and new ones as soon as it can.</summary>
    private static async Task<long> NoMoreFiles(NodeLeague league, Random draw)
    {
        var (node, from) = (await Any(league, draw), Now);
        await node.Server.LimitFiles(node.Server.Files + draw.Next(4));
        node.People.Cut();
        await Task.Delay(draw.Next(2000, 5000));
        await node.Server.LimitFiles(null);
        await league.Answers();
        return from;
    }

    private static async Task<long> HoldRow(NodeLeague league, Random draw)
    {
        var from = Now;
        await using var psql = new NpgsqlConnection(league.Database.Admin);
        await psql.OpenAsync();
        await using var transaction = await psql.BeginTransactionAsync();
        var held = Shard.Of(league.Pulses.Games[draw.Next(league.Pulses.Games.Count)]);
        await using var hold = new NpgsqlCommand($"select from akkagame.shard where shard_id = {held} for update", psql, transaction);
        await hold.ExecuteNonQueryAsync();
        await Task.Delay(draw.Next(500, 2500));
        return from;
    }
}
