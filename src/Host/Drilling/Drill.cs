using System.Diagnostics;
using AkkaGame.Client;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;

namespace AkkaGame.Host.Drilling;

/// <summary>How much a rehearsal does.</summary>
/// <param name="Rate">Commands a second, to all games together.</param>
/// <param name="Before">How long before the node goes.</param>
internal sealed record DrillOrder(int Games, int Rate, TimeSpan Before);

/// <summary>
/// A rehearsal: games of its own are written to by way of all nodes, one node goes, and afterwards the others are asked for everything
/// that was acknowledged.
/// </summary>
/// <param name="begins">Gets what comes next, in a line.</param>
internal sealed class Drill(DrillOrder order, IReadOnlyList<DrilledNode> nodes, IDeparture departure, Action<string> begins)
{
    /// <summary>How long a cluster may take to be whole before, and every game to be writable after.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <summary>From the moment on that every game took a command again: another one shows.</summary>
    private static readonly TimeSpan after = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(10), seldom = TimeSpan.FromMilliseconds(200);

    /// <exception cref="HouseClosedException">It cannot be begun: the cluster is not whole, or the node does not go.</exception>
    /// <exception cref="RefusedException">A node did not answer before anything began.</exception>
    public async Task<DrillReport> Run(CancellationToken stop)
    {
        begins("waiting until every shard has its node");
        var standing = await Whole(stop);
        departure.Who(standing);
        var games = Enumerable.Range(0, order.Games)
            .Select(i => new DrilledGame(GameIn(new((byte)(i * Shard.Count / order.Games % Shard.Count))), nodes)).ToArray();
        using var enough = new CancellationTokenSource();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = Task.CompletedTask;
        try
        {
            begins($"setting up {games.Length} games");
            await Task.WhenAll(games.Select(game => game.Begin(stop)));
            begins($"{order.Rate} commands a second");
            var every = TimeSpan.FromSeconds((double)games.Length / order.Rate);
            var began = Stopwatch.GetTimestamp();
            writing = Task.WhenAll(games.Select((game, i) => Task.Run(
                async () =>
                {
                    await Task.Delay(every * i / games.Length, stop);
                    await game.Write(every, enough.Token, late.Token);
                },
                stop)));
            await Task.Delay(order.Before, stop);

            standing = await Whole(stop);
            var shards = (await nodes[0].Operators.Cluster(stop)).Shards;
            var before = games.Sum(game => game.Acknowledged.Count(one => one.Done > began));
            var perSecond = before / Stopwatch.GetElapsedTime(began).TotalSeconds;
            begins("now a node goes");
            await using var lateness = new Lateness();
            var gone = await departure.Go(standing, stop);
            await Writable(games, gone.Gone, stop);
            await Task.Delay(after, stop);
            var until = Stopwatch.GetTimestamp();
            var heldUp = lateness.Longest;

            begins("reading back");
            await enough.CancelAsync();
            late.CancelAfter(patience);
            await writing;
            var back = await ReadBack.Of(games, [.. nodes.Where(node => node != gone.Node)], stop);
            var went = standing.Single(one => one.Node == gone.Node);
            var its = games.Where(game => shards.Any(row => row.Shard == Shard.Of(game.Id).Number && row.Owner == went.Id)).ToArray();
            var writable = games.ToDictionary(
                static game => game.Id.Value, game => Interruption.Writable(game.Acknowledged, gone.Gone));
            return new(
                nodes.Count, gone.Node.Name, gone.How, went.Shards, games.Length, its.Length,
                Math.Round(perSecond), games.Sum(static game => game.Acknowledged.Count),
                games.Sum(static game => game.Acknowledged.Count(static one => one.Again)), games.Sum(static game => game.Unanswered),
                back.Lost, back.Unsound,
                [.. games.Where(static game => game.Refused is not null).Select(static game => $"{game.Id}: {game.Refused!.Message}")],
                Interruption.Of(games.Select(game => Interruption.Longest(game.Acknowledged, gone.At, until))),
                Interruption.Of(its.Select(game => Interruption.Longest(game.Acknowledged, gone.At, until))),
                writable.Values.Max() is { } last && writable.Values.All(static at => at is not null)
                    ? Milliseconds(Stopwatch.GetElapsedTime(gone.Gone, last)) : null,
                [.. writable.Where(static one => one.Value is null).Select(static one => one.Key)], Milliseconds(heldUp));
        }
        finally
        {
            await End(games, enough, late, writing);
        }
    }

    /// <summary>Whatever became of the rehearsal, its games are not left open.</summary>
    private async Task End(
        IReadOnlyList<DrilledGame> games, CancellationTokenSource enough, CancellationTokenSource late, Task writing)
    {
        begins("calling its games off");
        await enough.CancelAsync();
        await late.CancelAsync();
        try
        {
            await writing;
        }
        catch (OperationCanceledException)
        {
            // It was told to stop before all of them had begun to write.
        }

        using var ending = new CancellationTokenSource(patience);
        try
        {
            await departure.Return(ending.Token);
            await Task.WhenAll(games.Select(game => game.End(ending.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or RefusedException)
        {
            begins("");
            await Console.Error.WriteLineAsync(
                $"Not everything could be put back: games of league {DrilledGame.League} may be open, and a node to drain.");
        }

        begins("");
    }

    /// <summary>Each node, once every shard that anybody can have is one of theirs.</summary>
    private async Task<IReadOnlyList<Standing>> Whole(CancellationToken stop)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(seldom, stop))
        {
            var standing = new List<Standing>();
            foreach (var node in nodes)
            {
                var (stats, seen) = (await node.Operators.Stats(stop), await node.Operators.Cluster(stop));
                // On demand a node knows of its shards by their games, and only the cluster knows of those without.
                var its = seen.OnDemand ? seen.Shards.Count(shard => shard.Owner == seen.Me) : stats.Shards.Owned;
                standing.Add(new(node, seen.Me, stats.Process, its));
            }

            if (standing.CountBy(static one => one.Id).Any(static one => one.Value > 1))
                throw new HouseClosedException($"one node is named twice: {string.Join(", ", standing.Select(
                    static one => $"{one.Node.Name} is {one.Id}"))}.");
            var cluster = await nodes[0].Operators.Cluster(stop);
            var all = cluster.OnDemand ? cluster.Shards.Count(static shard => shard.Owner is not null) : Shard.Count;
            var owned = standing.Sum(static one => one.Shards);
            if (owned == all && !(cluster.OnDemand && cluster.Nodes.Count > standing.Count)) return standing;
            if (Stopwatch.GetElapsedTime(began) > patience)
                throw new HouseClosedException(
                    $"these {standing.Count} nodes of {cluster.Nodes.Count} own {owned} of {all} shards: name every node of the cluster.");
        }
    }

    private static async Task Writable(IReadOnlyList<DrilledGame> games, long from, CancellationToken stop)
    {
        var left = games.ToList();
        while (left.Count > 0 && Stopwatch.GetElapsedTime(from) < patience)
        {
            left.RemoveAll(game => Interruption.Writable(game.Acknowledged, from) is not null);
            await Task.Delay(often, stop);
        }
    }

    /// <summary>A new game of that shard, so that the games lie over all of them.</summary>
    private static GameId GameIn(Shard shard)
    {
        while (true)
            if (new GameId(Guid.CreateVersion7()) is var game && Shard.Of(game) == shard) return game;
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
