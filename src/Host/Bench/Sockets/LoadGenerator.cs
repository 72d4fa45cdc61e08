using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// The other process of a measurement: it opens sockets, sends and listens, and reports. Its orders come on standard input: the
/// <see cref="LoadOrder"/>, then for each run its seconds.
/// </summary>
internal static class LoadGenerator
{
    /// <summary>What it says when all sockets are open.</summary>
    public const string Ready = "ready";

    /// <summary>Commands of a long run; a game without a run goes on so long.</summary>
    private const int LongGame = 1400;

    private const int OpenedAtOnce = 64;

    /// <summary>Places of a script that its server is sent before: the creation, or a game that has begun.</summary>
    public static int Beginning(bool plays) => plays ? 3 : 1;

    public static Task<Script> ScriptOf(bool plays) => plays ? Script.OfAGameWithoutRuns(LongGame) : Script.OfNotes(LongGame);

    /// <summary>Until the input ends.</summary>
    public static async Task Run(TextReader input, TextWriter output, CancellationToken stop)
    {
        if (await input.ReadLineAsync(stop) is not { } first) return;
        var order = JsonSerializer.Deserialize(first, LoadJson.Default.LoadOrder)!;
        var commands = new CommandFrames(await ScriptOf(order.Plays), Beginning(order.Plays));
        var tables = Enumerable.Range(0, order.Games.Count).Select(number => new Table(order, number, commands)).ToArray();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await Open(tables, ending.Token);
            await output.WriteLineAsync(Ready);
            while (await input.ReadLineAsync(stop) is { } seconds)
            {
                var time = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
                await output.WriteLineAsync(
                    JsonSerializer.Serialize(await Measure(order, tables, time, ending.Token), LoadJson.Default.LoadReport));
            }
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var table in tables) table.Dispose();
        }
    }

    private static Task Open(Table[] tables, CancellationToken stop) => Parallel.ForEachAsync(
        tables.SelectMany(static table => Enumerable.Range(0, table.Sockets).Select(place => (Table: table, Place: place))).Index(),
        new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = stop },
        static async (one, stop) => await one.Item.Table.Open(one.Item.Place, From(one.Index), stop));

    /// <summary>One of a hundred of this machine's addresses, so that ports do not run out.</summary>
    private static IPAddress From(int socket) => new([127, 0, 1, (byte)(1 + socket % 100)]);

    private static async Task<LoadReport> Measure(LoadOrder order, Table[] tables, TimeSpan time, CancellationToken stop)
    {
        GC.Collect(); // What went before is not cleared up while the clock runs.
        var servers = order.Servers.Select(static server => Process.GetProcessById(server.Process)).ToArray();
        var (started, processor) = (Stopwatch.GetTimestamp(), Processor(servers));
        var waits = (await Task.WhenAll(tables.Select(table => Task.Run(() => table.Play(time, stop), stop))))
            .SelectMany(static some => some).ToArray();
        var took = Stopwatch.GetElapsedTime(started);
        var used = Processor(servers) - processor;
        foreach (var server in servers) server.Dispose();
        var whole = Sorted(waits.Where(static wait => !wait.IsAgain), static wait => wait.Whole);
        return new(
            whole.Length, took.TotalSeconds, At(whole, 50), At(whole, 99), At(whole, 100), used,
            [.. waits.GroupBy(static wait => wait.Sender).OrderBy(static of => of.Key).Select(Answers)]);
    }

    private static SenderReport Answers(IEnumerable<Wait> waits)
    {
        var parted = waits.ToLookup(static wait => wait.IsAgain);
        return new(Of(parted[false])!, Of(parted[true]));

        static Percentiles? Of(IEnumerable<Wait> some) =>
            Sorted(some, static wait => wait.Answer) is { Length: > 0 } answers ? new(At(answers, 50), At(answers, 99)) : null;
    }

    /// <summary>Microseconds, all together.</summary>
    private static double Processor(IEnumerable<Process> servers) => servers.Sum(static server =>
    {
        server.Refresh();
        return server.TotalProcessorTime.TotalMicroseconds;
    });

    private static long[] Sorted(IEnumerable<Wait> waits, Func<Wait, long> what) => [.. waits.Select(what).Order()];

    /// <summary>Milliseconds that so many of a hundred took at most.</summary>
    private static double At(long[] sorted, int percent) =>
        Stopwatch.GetElapsedTime(0, sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)]).TotalMilliseconds;
}
