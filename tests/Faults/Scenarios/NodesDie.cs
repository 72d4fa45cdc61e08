using System.Diagnostics;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Faults.Scenarios;

/// <summary>One of several nodes is killed, or stands still and comes back: the others go on with its games, it with none.</summary>
[Collection(nameof(Alone))]
public sealed class NodesDie(ITestOutputHelper output)
{
    /// <summary>For how long a game may take no write where its node was killed, and where it stands still (P13).</summary>
    private static readonly TimeSpan killed = TimeSpan.FromSeconds(1.5), silent = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task F1_A_node_is_killed_under_load_and_the_others_take_its_games_over()
    {
        await using var league = await NodeLeague.Start(seed: 101, nodes: 3);
        for (var life = 0; life < 2; life++)
        {
            await league.Settled();
            await league.Acknowledged(50);
            var victim = await league.Busiest();
            var from = Stopwatch.GetTimestamp();
            await league.Kill(victim);
            await league.Pulses.Acknowledged(from, NodeLeague.Patience);
            Say(league.AssertAvailable(from, Stopwatch.GetTimestamp(), killed));
            await victim.Start();
        }

        await league.Acknowledged(50);
        await league.AssertHealedAndKept();
        Assert.Contains(league.History, static one => one is { Heard: Heard.Unknown, Command: not null });
    }

    /// <summary>F2: while it stands still it is asked a lot; when it goes on it says what stands, or that it does not know.</summary>
    [SkippableFact]
    public async Task F2_A_node_that_stood_still_beyond_its_lease_finds_its_games_gone_and_says_nothing_stale()
    {
        await using var league = await NodeLeague.Start(seed: 102, nodes: 3);
        await league.Settled();
        await league.Acknowledged(50);
        var zombie = await league.Busiest();
        var from = Stopwatch.GetTimestamp();
        await zombie.Pause();
        var early = league.Ask(zombie, [.. league.Games, .. league.Pulses.Games], NodeLeague.Patience);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        Say(league.AssertAvailable(from, Stopwatch.GetTimestamp(), silent));
        // Others have written to all of its games by now, so whatever it says of its own would be old.
        var late = league.Ask(zombie, [.. league.Games, .. league.Pulses.Games], NodeLeague.Patience);
        await Task.Delay(2000);

        var goesOn = Stopwatch.GetTimestamp();
        await zombie.GoOn();
        await NodeLeague.Counts(zombie, "akkagame_cluster_incarnations_total", 2);
        var knows = Stopwatch.GetElapsedTime(goesOn);
        await Task.WhenAll(early, late);
        await league.Acknowledged(50);
        await league.AssertHealedAndKept();

        output.WriteLine($"It knew after {knows.TotalMilliseconds:0} ms.");
        Assert.InRange(knows, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    /// <summary>
    /// F3: an append was executed and not ended when its node was stopped, so that its session holds the shard's row for ever, and no
    /// timeout ends it. Whoever succeeds the node has to end its sessions first.
    /// </summary>
    [SkippableFact]
    public async Task F3_A_node_stands_still_with_an_append_half_sent_and_its_shards_are_taken_all_the_same()
    {
        await using var league = await NodeLeague.Start(seed: 103, nodes: 1, new() { Nodes = 2, Games = 0, Stands = 0, Shards = 24 });
        var (zombie, other) = (league.Nodes[0], league.Nodes[1]);
        await using var line = new SyncEater(league.Postgres.Port);
        zombie.DatabasePort = line.Port;
        await league.Terminate(zombie);
        await zombie.Start();
        await other.Start();
        await league.Settled();
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);

        line.Eats = true;
        await league.Waits(
            "select count(*) > 0 from pg_stat_activity where state = 'active' and wait_event = 'ClientRead' "
            + "and query like '%for share%' and datname = current_database()");
        var from = Stopwatch.GetTimestamp();
        await zombie.Pause();
        Assert.True(
            await league.Database.Scalar<bool>(
                $"select count(*) < {Shard.Count} from (select from akkagame.shard for update skip locked) as free"),
            "Nothing holds a shard's row.");
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);
        Say(league.AssertAvailable(from, Stopwatch.GetTimestamp(), silent));
        line.Eats = false;
        await zombie.GoOn();

        await league.AssertHealedAndKept();
    }

    private void Say(IReadOnlyList<Gap> gaps) => output.WriteLine(
        $"{gaps.Count} shards: without a write for {Availability.Quantile(gaps, 0.5).TotalMilliseconds:0} ms (half of them), "
        + $"{Availability.Quantile(gaps, 1).TotalMilliseconds:0} ms (longest)");
}
