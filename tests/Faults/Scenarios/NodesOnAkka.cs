using System.Diagnostics;
using AkkaGame.Faults.Playing;

namespace AkkaGame.Faults.Scenarios;

/// <summary>The same promises where games live on Akka.NET: what was acknowledged stands, and everybody sees it.</summary>
[Collection(nameof(Alone))]
public sealed class NodesOnAkka
{
    /// <summary>F1: nobody ends it in order, so the others have to notice that it is gone.</summary>
    [SkippableFact]
    public async Task F1_A_node_on_Akka_is_killed_under_load_and_the_others_play_its_games_on()
    {
        await using var league = await Start(seed: 801);
        await league.Acknowledged(50);
        // Not the first one, which also keeps the shards in order for all; nor the last.
        var victim = league.Nodes[1];
        var from = Stopwatch.GetTimestamp();
        await league.Kill(victim);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        await victim.Start();
        await league.Acknowledged(50);

        await league.AssertHealedAndKept();
    }

    /// <summary>F26, the oldest node among them, on which the coordinator of all shards lives.</summary>
    [SkippableFact]
    public async Task F26_All_nodes_on_Akka_are_restarted_one_after_the_other()
    {
        await using var league = await Start(seed: 826);
        foreach (var node in league.Nodes)
        {
            await league.Acknowledged(20);
            Assert.Equal(0, await league.Terminate(node));
            await node.Start();
        }

        await league.Acknowledged(50);
        await league.AssertHealedAndKept();
    }

    private static Task<NodeLeague> Start(int seed)
    {
        Skip.IfNot(ServerProcess.HasAkka, "Akka.NET is absent from the feed, so this build is without that engine.");
        return NodeLeague.Start(seed, nodes: 3, new() { OnAkka = true, Games = 4, Stands = 1, Shards = 8 });
    }
}
