using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Probe;

/// <summary>Durable commands a second in a closed loop: each game has one command in flight, for ever.</summary>
internal static class Bench
{
    /// <summary>Commands of one game; then another one begins.</summary>
    private const int GameLength = 300;

    public static async Task<int> Run(string[] options)
    {
        var games = int.Parse(Value(options, "--games") ?? "256", System.Globalization.CultureInfo.InvariantCulture);
        var seconds = int.Parse(Value(options, "--seconds") ?? "5", System.Globalization.CultureInfo.InvariantCulture);
        var file = Value(options, "--file") ?? Path.Combine(Directory.CreateTempSubdirectory("akkagame-bench-").FullName, "bench.db");
        using var sqlite = options.Contains("--volatile") ? null : SqliteJournal.Open(file);
        IJournal journal = sqlite is null ? new VolatileJournal() : sqlite;
        await using var engine = new InProcessEngine(new(journal, (ISnapshots)journal, EmptyStands.Instance, TimeProvider.System));
        var ids = Enumerable.Range(0, games).Select(_ => Sample.NewGame()).ToArray();
        var stop = new CancellationTokenSource();
        var bare = options.Contains("--bare");
        if (!bare) foreach (var id in ids) Check(await engine.Ask(id, Sample.Creation()));

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var loops = ids.Select(id => Task.Run(() => bare ? Bare(journal, id, Stopped) : Play(engine, id, Stopped))).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        await stop.CancelAsync();
        var waits = (await Task.WhenAll(loops)).SelectMany(w => w).Order().ToArray();
        watch.Stop();
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;

        Console.WriteLine(
            $"{games} games, {(sqlite is null ? "volatile" : "sqlite")}{(bare ? ", journal alone" : "")}: " +
            $"{waits.Length / watch.Elapsed.TotalSeconds:n0} commands/s, p50 {Milliseconds(waits, 50):n2} ms, " +
            $"p99 {Milliseconds(waits, 99):n2} ms, " +
            $"{cpu.TotalMicroseconds / waits.Length:n1} us CPU and {allocated / waits.Length:n0} bytes a command");
        return 0;

        bool Stopped() => stop.IsCancellationRequested;
    }

    private static async Task<List<long>> Play(InProcessEngine engine, GameId game, Func<bool> stop)
    {
        var waits = new List<long>(10_000);
        var (played, next) = (0, Sample.Facts());
        while (!stop())
        {
            var asked = Stopwatch.GetTimestamp();
            Check(await engine.Ask(game, next));
            next = ++played % GameLength == 0 ? Sample.Creation() : Sample.Facts();
            if (played % GameLength == 0) game = Sample.NewGame();
            waits.Add(Stopwatch.GetTimestamp() - asked);
        }

        return waits;
    }

    private static async Task<List<long>> Bare(IJournal journal, GameId game, Func<bool> stop)
    {
        var waits = new List<long>(10_000);
        for (var seq = 1; !stop(); seq++)
        {
            var asked = Stopwatch.GetTimestamp();
            if (await journal.Append(Sample.Group(game, seq)) is { Why: { } why }) throw new InvalidOperationException(why);
            waits.Add(Stopwatch.GetTimestamp() - asked);
        }

        return waits;
    }

    private static void Check(Answer answer)
    {
        if (answer.Refused is { } refused) throw new InvalidOperationException(refused.ToString());
    }

    private static double Milliseconds(long[] ordered, int percentile) =>
        Stopwatch.GetElapsedTime(0, ordered[Math.Min(ordered.Length - 1, ordered.Length * percentile / 100)]).TotalMilliseconds;

    private static string? Value(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
