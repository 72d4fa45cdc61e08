using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.Bench;

/// <summary>What games cost a process that are in its journal and not in memory: it should be nothing.</summary>
internal sealed class StoredGamesBench(int games, string folder, Action<string> begins)
{
    private const int SideBySide = 1024;
    private const double Megabyte = 1 << 20;

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken stop)
    {
        var (empty, full) = (Path.Combine(folder, "empty.db"), Path.Combine(folder, "full.db"));
        begins($"{games} games are written");
        await Fill(full, stop);
        await Growth(empty, stop); // What is used for the first time stays.

        var (nothing, stored) = (await Growth(empty, stop), await Growth(full, stop));
        var bare = new Series("server's memory over an empty file, heap", "MB");
        var heap = new Series($"server's memory over a file of {games} idle games, heap", "MB", bare);
        var resident = new Series("server's memory over an empty file, of the process", "MB");
        var process = new Series($"server's memory over a file of {games} idle games, of the process", "MB");
        var each = new Series("a game that is stored and not live, heap", "bytes");
        bare.Add(nothing.Heap / Megabyte);
        heap.Add(stored.Heap / Megabyte);
        resident.Add(nothing.Resident / Megabyte);
        process.Add(stored.Resident / Megabyte);
        each.Add((stored.Heap - nothing.Heap) / (double)games);
        return [bare.Figure(), heap.Figure(), resident.Figure(), process.Figure(), each.Figure()];
    }

    /// <summary>Each a creation and a note.</summary>
    private async Task Fill(string file, CancellationToken stop)
    {
        var recording = (await Script.OfNotes(2)).Recording;
        using var journal = SqliteJournal.Open(file);
        var how = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stop };
        await Parallel.ForEachAsync(Enumerable.Range(0, games), how, async (_, _) =>
        {
            var game = new Messages.GameId(Guid.CreateVersion7());
            for (var place = 0; place < recording.Count; place++)
            {
                var (group, card) = recording.At(place, game, new(Guid.CreateVersion7()));
                if (await journal.Append(group, card) is { Why: { } why }) throw new InvalidOperationException(why);
            }
        });
    }

    /// <summary>What opening the file adds, its first page of games read.</summary>
    private static async Task<(long Heap, long Resident)> Growth(string file, CancellationToken stop)
    {
        const int Page = 200;
        var before = MemoryBench.Now();
        await using var house = await House.Open(new() { Database = file, LogLevel = LogLevel.Warning }, stop);
        await house.Games.List(0, Page, stop);
        var after = MemoryBench.Now();
        return (after.Heap - before.Heap, after.Resident - before.Resident);
    }
}
