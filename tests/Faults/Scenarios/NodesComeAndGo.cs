using System.Diagnostics;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Faults.Scenarios;

/// <summary>Nodes join and leave in order, and as an operator may do it wrongly.</summary>
[Collection(nameof(Alone))]
public sealed class NodesComeAndGo(ITestOutputHelper output)
{
    /// <summary>For how long a game may take no write where its node hands it over.</summary>
    private static readonly TimeSpan handedOver = TimeSpan.FromMilliseconds(250);

    /// <summary>And where a node that has just started gets it, which is still slow: no longer than where it stands still (P13).</summary>
    private static readonly TimeSpan any = TimeSpan.FromSeconds(5);

    /// <summary>Nobody is to be taken for dead: his shards would move once more, and back.</summary>
    private const string Patient = "5s";

    /// <summary>Games leave memory all the while (F28), so that taking them up races with handing them over.</summary>
    private static readonly string[] forgetful = ["--idle-time", "50ms"];

    [SkippableFact]
    public async Task F26_Three_nodes_are_restarted_one_after_the_other_and_nobody_asks_more_than_three_times()
    {
        await using var league = await NodeLeague.Start(seed: 126, nodes: 3, new() { Lease = Patient });
        await league.Even();
        await league.Acknowledged(50);
        var (moves, least, from) = (await league.Moves(), 0, Stopwatch.GetTimestamp());
        List<Gap> drained = [];
        foreach (var node in league.Nodes)
        {
            least += (await league.Shares())[node];
            var told = Stopwatch.GetTimestamp();
            Assert.Equal(0, await league.Terminate(node));
            await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), NodeLeague.Patience);
            drained.AddRange(league.AssertAvailable(told, Stopwatch.GetTimestamp(), any));
            await node.Start();
            await league.Even();
            least += (await league.Shares())[node];
            await league.Acknowledged(50);
        }

        var gaps = league.AssertAvailable(from, Stopwatch.GetTimestamp(), any);
        moves = await league.Moves() - moves;
        var tries = Tries(league.Load.History);
        output.WriteLine(
            $"{moves} moves, {least} at least; while a node leaves {Say(drained)}, while one leaves and comes back {Say(gaps)}; "
            + $"a command was sent {tries} times at most");
        // Of half of the games: whichever of them a busy machine holds up, it holds up the others less.
        Assert.InRange(Availability.Quantile(drained, 0.5), TimeSpan.Zero, 3 * handedOver);
        Assert.Equal(least, moves);
        Assert.InRange(tries, 1, 3);
        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F27_F28_From_one_node_to_three_and_back_only_what_has_to_move_moves()
    {
        await using var league = await NodeLeague.Start(seed: 127, nodes: 1, new() { Lease = Patient, Settle = "4s", More = forgetful });
        await league.Acknowledged(50);
        var (moves, from) = (await league.Moves(), Stopwatch.GetTimestamp());
        await Task.WhenAll(league.Nodes[1].Start(), league.Nodes[2].Start());
        await league.Even();
        var shares = await league.Shares();
        await league.Acknowledged(50);
        var least = Shard.Count - shares[league.Nodes[0]];
        Assert.Equal(least, await league.Moves() - moves);
        foreach (var node in league.Nodes.Take(2))
        {
            await league.Even();
            least += (await league.Shares())[node];
            Assert.Equal(0, await league.Terminate(node));
        }

        await league.Acknowledged(50);
        Assert.Equal(least, await league.Moves() - moves);
        league.AssertAvailable(from, Stopwatch.GetTimestamp(), any);
        await league.AssertHealedAndKept();
    }

    private static string Say(IReadOnlyList<Gap> gaps) =>
        $"without a write: half of them below {Availability.Quantile(gaps, 0.5).TotalMilliseconds:0} ms, "
        + $"99 % below {Availability.Quantile(gaps, 0.99).TotalMilliseconds:0} ms";

    /// <summary>How often a command had to be sent until it was answered, at most.</summary>
    private static int Tries(IReadOnlyList<Operation> history) => history.Where(static one => one.Asked == Asked.Command)
        .GroupBy(static one => one.Command).Max(static command =>
        {
            var inOrder = command.OrderBy(static one => one.Invoked).ToList();
            return inOrder.FindIndex(static one => one.Heard is Heard.Ok or Heard.Refused) + 1;
        });
}
