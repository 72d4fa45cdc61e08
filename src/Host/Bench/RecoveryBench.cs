using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>
/// How soon a game is there that is not in memory: one after the other, and many that are asked for in one moment. Beside it what the
/// store takes to read as much, with nobody who makes a game of it.
/// </summary>
/// <param name="settings">Of a server over an empty journal.</param>
/// <param name="store">What it is called.</param>
internal sealed class RecoveryBench(Settings settings, string store, Script script, int games, int runs, Action<string> begins)
{
    /// <summary>Games brought back one after the other in a run, at most.</summary>
    private const int OneByOne = 100;

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken stop)
    {
        begins($"{store}: {games} games are played");
        var ids = await Play(stop);
        await using var house = await House.Open(settings, stop);
        Way[] ways =
        [
            new($"{store}, {script.Events} events", house, NoSnapshots.Instance, script.Events, games),
            new($"{store}, {script.Events} events with snapshot", house, house.Snapshots, script.Events, games),
        ];
        for (var run = 0; run <= runs; run++)
        {
            foreach (var way in ways)
            {
                begins($"{way.Name}: {(run == 0 ? "warming" : $"run {run} of {runs}")}");
                await way.Turn(ids, counts: run > 0, stop);
            }
        }

        return [.. ways.SelectMany(static way => way.Figures)];
    }

    /// <summary>When the house is closed its games leave, each with a snapshot.</summary>
    private async Task<GameId[]> Play(CancellationToken stop)
    {
        await using var house = await House.Open(settings, stop);
        var ids = Enumerable.Range(0, games).Select(static _ => new GameId(Guid.CreateVersion7())).ToArray();
        await Task.WhenAll(ids.Select(id => Task.Run(() => script.Send(house.Engine, id), stop)));
        return ids;
    }

    /// <summary>With the snapshots that there are, or none.</summary>
    private sealed class Way
    {
        private readonly House house;
        private readonly ISnapshots snapshots;
        private readonly int events;
        private readonly Series readOne, backOne, readAll, backAll;

        public Way(string name, House house, ISnapshots snapshots, int events, int games)
        {
            (Name, this.house, this.snapshots, this.events) = (name, house, snapshots, events);
            readOne = new($"{name}: read alone, p50", "ms");
            backOne = new($"{name}: game back, p50", "ms", readOne);
            readAll = new($"{name}: {games} read at once", "ms");
            backAll = new($"{name}: {games} games back at once", "ms", readAll);
        }

        public string Name { get; }

        public IEnumerable<Figure> Figures => [readOne.Figure(), backOne.Figure(), readAll.Figure(), backAll.Figure()];

        public async Task Turn(GameId[] ids, bool counts, CancellationToken stop)
        {
            var reads = (await InARow(ids, id => Read(id, stop)), await AtOnce(ids, id => Read(id, stop)));
            var (one, all) = (await Back(ids, InARow), await Back(ids, AtOnce));
            if (!counts) return;
            readOne.Add(reads.Item1);
            readAll.Add(reads.Item2);
            backOne.Add(one);
            backAll.Add(all);
        }

        private async Task Read(GameId id, CancellationToken stop)
        {
            var snapshot = await snapshots.Latest(id, stop: stop);
            await house.Journal.Read(id, snapshot?.Seq ?? 0, stop: stop);
        }

        /// <summary>In an engine that has none of them in memory.</summary>
        private async Task<double> Back(GameId[] ids, Func<GameId[], Func<GameId, Task>, Task<double>> how)
        {
            await using var engine = new InProcessEngine(
                new(house.Journal, snapshots, EmptyStands.Instance, TimeProvider.System) { Ownership = house.Ownership },
                new() { SnapshotEvery = int.MaxValue });
            return await how(ids, async id =>
            {
                var sight = await engine.Look(id);
                if (sight.State?.Ledger.Seq != events) throw new InvalidOperationException($"Game {id} did not come back whole: {sight}");
            });
        }

        /// <returns>Milliseconds of the median one.</returns>
        private static async Task<double> InARow(GameId[] ids, Func<GameId, Task> what)
        {
            var times = new List<double>();
            foreach (var id in ids.Take(OneByOne))
            {
                var asked = Stopwatch.GetTimestamp();
                await what(id);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return times.Order().ElementAt(times.Count / 2);
        }

        /// <returns>Milliseconds until the last one.</returns>
        private static async Task<double> AtOnce(GameId[] ids, Func<GameId, Task> what)
        {
            var asked = Stopwatch.GetTimestamp();
            await Task.WhenAll(ids.Select(id => Task.Run(() => what(id))));
            return Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        }
    }
}
