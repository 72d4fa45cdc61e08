using System.Diagnostics;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Proxy;

namespace AkkaGame.Faults.Scenarios;

/// <summary>Lines of one node, or of all of them, are cut: to the database, to other nodes, to clients.</summary>
[Collection(nameof(Alone))]
public sealed class NodesApart
{
    private static readonly TimeSpan silent = TimeSpan.FromSeconds(5), moment = TimeSpan.FromSeconds(1);

    /// <summary>F8, F9: it can neither write nor renew, or does not hear that it could. Whatever it says meanwhile is not stale.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F8_F9_A_node_that_lost_its_database_is_succeeded_says_nothing_stale_and_comes_back_as_another(bool onlyAnswers)
    {
        await using var league = await NodeLeague.Start(seed: onlyAnswers ? 109 : 108, nodes: 3);
        await league.Settled();
        await league.Acknowledged(50);
        var apart = await league.Busiest();
        var from = Stopwatch.GetTimestamp();
        apart.Database.ToClient = Flow.Lose;
        if (!onlyAnswers) apart.Database.ToServer = Flow.Lose;
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        league.AssertAvailable(from, Stopwatch.GetTimestamp(), silent);
        // Others have written to its games by now.
        await league.Ask(apart, league.Pulses.Games, TimeSpan.FromSeconds(4));

        apart.Heal();
        await NodeLeague.Counts(apart, "akkagame_cluster_incarnations_total", 2);
        await league.Acknowledged(50);
        await league.AssertHealedAndKept();
    }

    /// <summary>F10: everybody sees the database, so nobody is dead; who asks the owner is served, who asks another one waits.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F10_Nodes_that_cannot_reach_each_other_keep_what_they_have(bool isRefused)
    {
        await using var league = await NodeLeague.Start(seed: isRefused ? 111 : 110, nodes: 3);
        await league.Even(); // Whoever still evens out moves shards without any fault.
        await league.Acknowledged(50);
        var (epochs, from) = (await league.Epochs(), Stopwatch.GetTimestamp());
        foreach (var node in league.Nodes)
            if (isRefused) node.Peers.Shut();
            else (node.Peers.ToServer, node.Peers.ToClient) = (Flow.Lose, Flow.Lose);
        await Task.Delay(2500);
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);
        league.AssertAvailable(from, Stopwatch.GetTimestamp(), moment);
        Assert.Equal(epochs, await league.Epochs());

        foreach (var node in league.Nodes)
        {
            node.Peers.Reopen();
            node.Heal();
        }

        await league.Answers();
        Assert.Equal(epochs, await league.Epochs());
        await league.AssertHealedAndKept();
    }

    /// <summary>F11: people are cut off from one node after the other and led to the next one; they miss and repeat nothing.</summary>
    [SkippableFact]
    public async Task F11_People_who_are_cut_off_go_on_at_other_nodes()
    {
        await using var league = await NodeLeague.Start(seed: 112, nodes: 3, new() { Games = 3, Stands = 6, Shards = 4 });
        await league.Settled();
        for (var round = 0; round < 4; round++)
        {
            await league.PeopleAcknowledged(30);
            foreach (var node in league.Nodes)
            {
                node.Lead(league.Nodes[(node.Number + round + 1) % league.Nodes.Count]);
                node.People.Cut();
            }
        }

        await league.PeopleAcknowledged(30);
        await league.AssertHealedAndKept();
        Assert.All(league.Figures, static one => Assert.True(one.Connections > 4, $"{one}"));
    }

    /// <summary>F31: what wakes the nodes up is gone all the time; looking at the tables is enough, and soon they hear again.</summary>
    [SkippableFact]
    public async Task F31_The_sessions_that_listen_are_ended_all_the_time_and_a_dead_node_is_succeeded_all_the_same()
    {
        await using var league = await NodeLeague.Start(seed: 131, nodes: 3);
        await league.Even();
        await league.Listen(3);
        using var stop = new CancellationTokenSource();
        var ending = End(league, stop.Token);
        await league.Acknowledged(50);
        var victim = await league.Busiest();
        var from = Stopwatch.GetTimestamp();
        await league.Kill(victim);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        league.AssertAvailable(from, Stopwatch.GetTimestamp(), silent);
        await stop.CancelAsync();
        Assert.True(await ending >= 3, "Somebody did not listen.");

        await league.Listen(2);
        await league.AssertHealedAndKept();
    }

    /// <returns>How many sessions were ended.</returns>
    private static async Task<long> End(NodeLeague league, CancellationToken stop)
    {
        var ended = 0L;
        for (; !stop.IsCancellationRequested; await Task.Delay(100, CancellationToken.None))
            ended += await league.EndListening();
        return ended;
    }
}
