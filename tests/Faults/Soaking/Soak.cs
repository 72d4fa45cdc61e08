using System.Diagnostics;
using System.Globalization;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Faults.Scenarios;
using Xunit.Abstractions;

namespace AkkaGame.Faults.Soaking;

/// <summary>
/// Three nodes under load, and one fault after the other, each of them as often as any other, for as long as one likes: <c>./soak</c>.
/// In the test command it is a few faults long, another few for another seed.
/// </summary>
[Collection(nameof(Alone))]
public sealed class Soak(ITestOutputHelper output)
{
    private const string Loads = "/proc/loadavg";

    private static readonly TimeSpan healing = TimeSpan.FromSeconds(30), longest = TimeSpan.FromMinutes(10);

    private readonly SoakReport report = new();

    /// <summary>Null in the test command.</summary>
    private static double? Hours => Setting("AKKAGAME_SOAK_HOURS") is { } hours ? double.Parse(hours, CultureInfo.InvariantCulture) : null;

    private static int Seed => Setting("AKKAGAME_SOAK_SEED") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : 1;

    [SkippableFact]
    public async Task One_fault_after_the_other_breaks_no_promise()
    {
        var draw = new Random(Seed);
        var deck = new Queue<Trouble>();
        var began = Stopwatch.StartNew();
        var hours = TimeSpan.FromHours(Hours ?? 0);
        var inning = Hours is null ? 1 : Math.Max(1, (int)Math.Ceiling(hours / longest));
        for (var number = 1; number == 1 || began.Elapsed < hours; number++)
        {
            var until = Hours is null ? (TimeSpan?)null : began.Elapsed + (hours / inning);
            await Play(number, draw, deck, () => until is { } end ? began.Elapsed < end : report.Times < 3);
            if (Setting("AKKAGAME_SOAK_REPORT") is { } path) await File.WriteAllTextAsync(path, report.ToString());
        }

        output.WriteLine(report.ToString());
        Assert.True(report.Broken.Count == 0, report.ToString());
    }

    private async Task Play(int number, Random draw, Queue<Trouble> deck, Func<bool> goesOn)
    {
        var seed = draw.Next();
        var since = Stopwatch.StartNew();
        await using var league = await NodeLeague.Start(seed, nodes: 3, new() { OwnPostgres = true });
        await league.Even();
        var memory = league.Nodes.ToDictionary(static node => node.Server.Id, static node => node.Server.Resident);
        try
        {
            while (goesOn())
            {
                if (deck.Count == 0) foreach (var one in Shuffled(draw)) deck.Enqueue(one);
                await Befalls(league, deck.Dequeue(), draw);
            }

            var grown = league.Nodes.Where(node => memory.ContainsKey(node.Server.Id))
                .Select(node => node.Server.Resident - memory[node.Server.Id]).ToList();
            await league.Heal();
            foreach (var violation in await NodeFindings.Of(league)) report.Break($"inning {number}, seed {seed}: {violation}");
            report.Add(await Of(league, number, seed, since.Elapsed, grown.Count > 0 ? grown.Max() : null));
        }
        catch (Exception e) when (Hours is not null)
        {
            report.Break($"inning {number}, seed {seed}, ended early: {e.Message}");
        }
    }

    private async Task Befalls(NodeLeague league, Trouble trouble, Random draw)
    {
        var (moves, epochs) = (await league.Moves(), await league.Epochs());
        var from = await trouble.Befall(league, draw);
        await league.Pulses.Acknowledged(Stopwatch.GetTimestamp(), healing);
        var until = Stopwatch.GetTimestamp();
        foreach (var violation in Availability.Check(league.Pulses.History, from, until, 3 * trouble.Promised))
            report.Break($"{trouble.Name}: {violation}");
        if (trouble.MovesNothing && await league.Epochs() != epochs) report.Break($"{trouble.Name}: a shard changed its epoch");
        // What moves because of it is part of it, and is not to be counted as the next one's.
        await league.Even();
        report.Add(trouble, Availability.Longest(league.Pulses.History, from, until), await league.Moves() - moves);
    }

    private static async Task<SoakReport.Inning> Of(NodeLeague league, int number, int seed, TimeSpan length, long? grown)
    {
        var (history, rows) = (league.History, await Reigns.Journal(league.Database));
        var late = ReignChecker.Late(rows, await Reigns.Read(league.Database));
        return new(
            number, seed, length, history.Count(static one => one is { Heard: Heard.Ok, Command: not null }),
            history.Count(static one => one is { Heard: Heard.Unknown, Command: not null }), rows.Count, late, grown,
            File.Exists(Loads) ? File.ReadAllText(Loads).Split(' ')[0] : null);
    }

    private static Trouble[] Shuffled(Random draw)
    {
        var only = Setting("AKKAGAME_SOAK_ONLY") ?? "";
        Trouble[] all = [.. Troubles.All.Where(one => one.Name.StartsWith(only, StringComparison.Ordinal))];
        Assert.True(all.Length > 0, $"No fault has a name that begins with {only}.");
        draw.Shuffle(all);
        return all;
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
