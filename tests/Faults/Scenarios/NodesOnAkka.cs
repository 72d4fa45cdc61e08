using System.Diagnostics;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Specs;
using Xunit.Abstractions;

namespace AkkaGame.Faults.Scenarios;

/// <summary>
/// The same promises where games live on Akka.NET: what was acknowledged stands, and everybody sees it. It takes longer until a game has a
/// new home, because the others have to agree that a node is gone before anybody plays its games.
/// </summary>
[Collection(nameof(Alone))]
public sealed class NodesOnAkka(ITestOutputHelper output)
{
    /// <summary>Until a node that does not answer is given up and its games are played elsewhere, as hocon/cluster.conf has it.</summary>
    private static readonly TimeSpan givenUp = TimeSpan.FromSeconds(8);

    /// <summary>
    /// F1, F25: nobody ends it in order, so the others have to notice that it is gone; and what it wrote last it could not answer any more.
    /// It is the oldest one, on which the coordinator of all shards lives: the next one's has only what the nodes told each other.
    /// </summary>
    [SkippableFact]
    public async Task F1_F25_The_oldest_node_on_Akka_is_killed_between_its_commits_and_their_answers_and_the_others_play_its_games_on()
    {
        await using var league = await Start(seed: 801);
        await league.Acknowledged(50);
        var victim = league.Nodes[0];
        victim.Database.ToClient = Flow.Lose;
        await Task.Delay(300);
        var from = Stopwatch.GetTimestamp();
        await league.Kill(victim);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        Say(league.AssertAvailable(from, Stopwatch.GetTimestamp(), givenUp));
        victim.Heal();
        await victim.Start();
        await league.Acknowledged(50);

        await league.AssertHealedAndKept();
        Assert.Contains(league.History, static one => one is { Heard: Heard.Ok, Duplicate: true });
    }

    /// <summary>F2: when it goes on it says what stands, or that it does not know; and it ends, as a supervisor is to see.</summary>
    [SkippableFact]
    public async Task F2_A_node_on_Akka_that_stood_still_is_given_up_says_nothing_stale_and_ends()
    {
        await using var league = await Start(seed: 802);
        await league.Acknowledged(50);
        var zombie = league.Nodes[1];
        GameId[] all = [.. league.Games, .. league.Pulses.Games];
        var from = Stopwatch.GetTimestamp();
        await zombie.Pause();
        var early = league.Ask(zombie, all, NodeLeague.Patience);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        Say(league.AssertAvailable(from, Stopwatch.GetTimestamp(), givenUp));
        // Others have written to all of its games by now, so whatever it says of its own would be old.
        var late = league.Ask(zombie, all, NodeLeague.Patience);
        await Task.Delay(1000);

        await zombie.GoOn();
        Assert.Equal(1, await zombie.EndsByItself(NodeLeague.Patience));
        await Task.WhenAll(early, late);
        await zombie.Start();
        await league.Acknowledged(50);
        await league.AssertHealedAndKept();
    }

    /// <summary>The database goes in every way that there is, and nobody's games move.</summary>
    [SkippableFact]
    public async Task F5_F6_F7_The_database_under_nodes_on_Akka_is_killed_stopped_and_restarted_and_every_game_goes_on_by_itself()
    {
        await using var league = await Start(seed: 805, new() { OwnPostgres = true });
        await league.Acknowledged(50);
        PostgresServer.KillBackend(await league.Database.Scalar<int>(
            "select pid from pg_stat_activity where datname = current_database() and application_name = 'akkagame on akka' limit 1"));
        await league.Acknowledged(50);

        await league.Postgres.Stop(StopMode.Immediate);
        await Task.Delay(3000);
        await league.Postgres.Start();
        await league.Acknowledged(50);

        for (var i = 0; i < 40; i++)
        {
            await league.Database.Scalar<bool>(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
                + "order by random() limit 1");
            await Task.Delay(50);
        }

        await league.Postgres.Restart();
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);
        await league.Acknowledged(50);
        Assert.All(league.Nodes, static node => Assert.True(node.IsUp));
        await league.AssertHealedAndKept();
    }

    /// <summary>
    /// F8, F9: the others still hear it, so its games stay its own, and wait until it has its database again; nobody is told of anything
    /// that is not written.
    /// </summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task F8_F9_A_node_on_Akka_that_lost_its_database_acknowledges_nothing_meanwhile_and_goes_on_afterwards(bool onlyAnswers)
    {
        await using var league = await Start(seed: onlyAnswers ? 809 : 808);
        await league.Acknowledged(50);
        var apart = league.Nodes[1];
        apart.Database.ToClient = Flow.Lose;
        if (!onlyAnswers) apart.Database.ToServer = Flow.Lose;
        await Task.Delay(500); // What was answered before is on its way until then.
        var from = Stopwatch.GetTimestamp();
        await league.Ask(apart, league.Pulses.Games, TimeSpan.FromSeconds(4));
        var until = Stopwatch.GetTimestamp();

        apart.Heal();
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);
        await league.Acknowledged(50);
        await league.AssertHealedAndKept();

        var served = league.Pulses.History.Where(one => one.Invoked > from && one.Done < until && one.Heard == Heard.Ok)
            .Select(static one => one.Game).Distinct().Count();
        output.WriteLine($"{served} of {league.Pulses.Games.Count} games were played on meanwhile.");
        Assert.InRange(served, 1, league.Pulses.Games.Count - 1);
    }

    /// <summary>What only a reader of the tables would notice: a snapshot that is damaged, and an event that a later build wrote.</summary>
    [SkippableFact]
    public async Task F21_F22_Damaged_snapshots_are_passed_over_on_Akka_and_a_game_with_an_event_from_the_future_is_put_aside()
    {
        await using var league = await Start(seed: 821, new() { More = ["--snapshot-every", "20"] });
        await league.Acknowledged(200);
        Assert.All(await Task.WhenAll(league.Nodes.Select(league.Terminate)), static code => Assert.Equal(0, code));
        var damaged = await league.Database.Execute(
            """
            update akkagame.akka_snapshot as s set
              snapshot = case s.sequence_number % 3
                when 0 then set_byte(snapshot, length(snapshot) / 2, get_byte(snapshot, length(snapshot) / 2) # 1)
                when 1 then substring(snapshot for length(snapshot) / 2)
                else set_byte(snapshot, 1, 99) end
            where sequence_number = (
              select max(sequence_number) from akkagame.akka_snapshot as newest where newest.persistence_id = s.persistence_id)
            """);
        Assert.InRange(damaged, 4, int.MaxValue);
        var ill = Sample.NewGame();
        await league.Database.Execute(
            $"""
            insert into akkagame.event
            select '{ill}', 1, 1, shard_id, greatest(epoch, 1),
              (select coalesce(max(shard_pos), 0) + 1 from akkagame.event where shard = shard_id),
              gen_random_uuid(), 0, 0, 'a newer build', 5, null, 0, 9, null, 9999, 1, '\x7b7d'
            from akkagame.shard where shard_id = {Shard.Of(ill)}
            """);

        await Task.WhenAll(league.Nodes.Select(static node => node.Start()));
        await league.Acknowledged(50);
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);

        using var late = new CancellationTokenSource(NodeLeague.Patience);
        Refusal? refused;
        while ((refused = (await league.Nodes[0].Server.Send(ill, Sample.Facts(), late.Token)).Refused) is { Retry: Retry.SameId })
            await Task.Delay(100, late.Token);
        Assert.Equal(RefusalCode.Quarantined, refused?.Code);
        Assert.Contains("9999", refused!.Message, StringComparison.Ordinal);
        await league.AssertHealedAndKept();
    }

    /// <summary>F26, the oldest node among them, which has the coordinator of all shards; F28, games leave memory all the while.</summary>
    [SkippableFact]
    public async Task F26_F28_All_nodes_on_Akka_are_restarted_one_after_the_other_while_games_leave_memory()
    {
        await using var league = await Start(seed: 826, new() { More = ["--idle-time", "50ms"] });
        foreach (var node in league.Nodes)
        {
            await league.Acknowledged(20);
            Assert.Equal(0, await league.Terminate(node));
            await node.Start();
        }

        await league.Acknowledged(50);
        var came = await Task.WhenAll(league.Nodes.Select(static node => node.Server.Counted("akkagame_games_activated_total")));
        await league.AssertHealedAndKept();
        Assert.InRange(came.Sum(), 2 * (league.Games.Count + league.Stands.Count), double.MaxValue);
    }

    private static Task<NodeLeague> Start(int seed, NodeLeagueSize? size = null)
    {
        Skip.IfNot(ServerProcess.HasAkka, "Akka.NET is absent from the feed, so this build is without that engine.");
        return NodeLeague.Start(seed, nodes: 3, (size ?? new()) with { OnAkka = true, Games = 4, Stands = 1, Shards = 8 });
    }

    private void Say(IReadOnlyList<Gap> gaps) => output.WriteLine(
        $"{gaps.Count} shards: without a write for {Availability.Quantile(gaps, 0.5).TotalMilliseconds:0} ms (half of them), "
        + $"{Availability.Quantile(gaps, 1).TotalMilliseconds:0} ms (longest)");
}
