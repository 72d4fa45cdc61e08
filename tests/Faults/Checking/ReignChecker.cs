namespace AkkaGame.Faults.Checking;

/// <summary>
/// Holds the journal against who owned what and since when, by the order in which the database committed both. A1 is the model's first
/// assertion: under an epoch nothing is appended any more once the next one was committed, for whoever took over has loaded by then.
/// A5 is its last: an epoch never comes back, and never belongs to two.
/// </summary>
public static class ReignChecker
{
    public static IReadOnlyList<Violation> Check(IReadOnlyList<Row> journal, IReadOnlyList<Reign> reigns)
    {
        var ofShard = reigns.ToLookup(static reign => reign.Shard);
        return
        [
            .. reigns.GroupBy(static reign => reign.Shard).SelectMany(static shard => NeverBack(shard.Key, shard)),
            .. journal.GroupBy(static row => row.Shard)
                .SelectMany(shard => InTime(shard.Key, shard, [.. ofShard[shard.Key].OrderBy(static reign => reign.Epoch)])),
            .. journal.GroupBy(static row => row.Shard).SelectMany(static shard => InPlace(shard.Key, shard)),
        ];
    }

    /// <summary>Appends that were committed after a later epoch was.</summary>
    public static int Late(IReadOnlyList<Row> journal, IReadOnlyList<Reign> reigns) =>
        Check(journal, reigns).Count(static violation => violation.Promise == "A1");

    private static IEnumerable<Violation> NeverBack(int shard, IEnumerable<Reign> reigns)
    {
        Reign? before = null;
        foreach (var reign in reigns.OrderBy(static reign => reign.At).ThenBy(static reign => reign.Epoch))
        {
            if (before is not null && reign.Epoch <= before.Epoch)
                yield return new("A5", $"shard {shard}: epoch {reign.Epoch} of {reign.Owner} came after {before.Epoch} of {before.Owner}");
            before = reign;
        }
    }

    private static IEnumerable<Violation> InTime(int shard, IEnumerable<Row> rows, IReadOnlyList<Reign> reigns)
    {
        foreach (var epoch in rows.GroupBy(static row => row.Epoch))
        {
            if (reigns.FirstOrDefault(reign => reign.Epoch == epoch.Key) is not { Owner: not null } mine)
            {
                yield return new("A1", $"shard {shard}: {epoch.Count()} events under epoch {epoch.Key}, which was nobody's");
                continue;
            }

            var next = reigns.FirstOrDefault(reign => reign.Epoch > epoch.Key);
            foreach (var row in epoch)
                if (row.At < mine.At)
                    yield return new("A1", $"{Name(row)} was appended {mine.At - row.At} µs before its epoch {epoch.Key} began");
                else if (next is not null && row.At > next.At)
                    yield return new(
                        "A1", $"{Name(row)} was appended under epoch {epoch.Key}, {row.At - next.At} µs after {next.Epoch} had begun");
        }
    }

    private static IEnumerable<Violation> InPlace(int shard, IEnumerable<Row> rows)
    {
        var (place, epoch) = (0L, 0L);
        foreach (var row in rows.OrderBy(static row => row.Place))
        {
            if (row.Place != place + 1) yield return new("P5", $"shard {shard}: place {row.Place} comes after {place}");
            if (row.Epoch < epoch) yield return new("P5", $"shard {shard}: the epoch goes back from {epoch} to {row.Epoch} at {row.Place}");
            (place, epoch) = (row.Place, Math.Max(epoch, row.Epoch));
        }
    }

    private static string Name(Row row) => $"game {row.Game}, event {row.Seq}";
}
