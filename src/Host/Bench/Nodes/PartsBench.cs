using AkkaGame.Host.Configuration;
using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.Bench.Nodes;

/// <summary>
/// Appends to a table of events that is cut into parts by shards, beside the same rows appended to one that is whole; by the bare writer,
/// whose statement is the journal's own.
/// </summary>
/// <param name="events">Rows that are there before.</param>
internal sealed class PartsBench(
    PostgresAddress postgres, int lanes, Script script, int events, TimeSpan time, int runs, Action<string> begins)
{
    private readonly Recording recording = script.Recording;

    public async Task<IReadOnlyList<Figure>> Run(int games, IReadOnlyList<int> parts, CancellationToken stop)
    {
        await using var whole = await ScratchDatabase.Create(postgres.Connection, stop);
        var weight = await Open(whole, 1, "one table", null, stop);
        List<Figure> figures = [.. weight.Figures];
        foreach (var count in parts)
        {
            var name = $"a table of {count} parts";
            await using var cut = await ScratchDatabase.Create(postgres.Connection, stop);
            figures.AddRange((await Open(cut, count, name, weight, stop)).Figures);
            var one = new Contender($"one table, beside {name}", "event", () => Write(whole, games, stop));
            figures.AddRange(await Contender.TakeTurns(
                runs, begins, stop, one, new Contender(name, "event", () => Write(cut, games, stop), one)));
        }

        return figures;
    }

    private async Task<Weight> Open(ScratchDatabase database, int parts, string name, Weight? yardstick, CancellationToken stop)
    {
        begins($"{name}: {events} events are written");
        if (parts > 1) await CutEvents.Cut(database, parts, stop);
        await CutEvents.Fill(database, events, stop);
        var (rows, indexes) = await CutEvents.Bytes(database, stop);
        return new(name, rows / (double)events, indexes / (double)events, yardstick);
    }

    private async Task<Pace> Write(ScratchDatabase database, int games, CancellationToken stop)
    {
        await using var writer = await BareWriter.Open(database.Connection, Guid.CreateVersion7, new() { Lanes = lanes }, stop);
        return await writer.Run(recording, games, time, stop);
    }

    private sealed class Weight
    {
        private readonly Series rows, indexes;

        public Weight(string name, double ofRows, double ofIndexes, Weight? yardstick)
        {
            rows = new($"{name}, on disk", "bytes/event", yardstick?.rows);
            indexes = new($"{name}, its indexes on disk", "bytes/event", yardstick?.indexes);
            rows.Add(ofRows);
            indexes.Add(ofIndexes);
        }

        public IEnumerable<Figure> Figures => [rows.Figure(), indexes.Figure()];
    }
}
