using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Journal.Probe;

/// <summary>An engine in a process of its own, over a real store, that dies where it is told to.</summary>
internal static class EngineProcess
{
    /// <summary>Few, so that snapshots are kept and read while a test runs.</summary>
    private const int SnapshotEvery = 20;

    public static async Task<int> Run(string store, string[] options)
    {
        var points = FaultPoints.Parse(Value(options, "--die"));
        var engineOptions = new EngineOptions
        {
            SnapshotEvery = SnapshotEvery,
            IdleTime = TimeSpan.FromMilliseconds(int.Parse(Value(options, "--idle") ?? "0", CultureInfo.InvariantCulture)),
            Faulted = static (game, error) => Console.Error.WriteLine($"{game}: {error.Message}"),
        };
        using var journal = SqliteJournal.Open(store);
        await using var engine = new InProcessEngine(
            new(points.Around((IJournal)journal), points.Around((ISnapshots)journal), points.Stands, TimeProvider.System)
            {
                Games = journal, Quarantine = journal,
            },
            engineOptions);
        await Served.Run(engine);
        return 0;
    }

    private static string? Value(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
