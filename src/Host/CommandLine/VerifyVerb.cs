using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Replay;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame verify</c>: is what the journal holds of a game sound?</summary>
internal static class VerifyVerb
{
    private const string Description = """
        Check a game of the journal: replay it from event 1, by the rules, with what must hold after each group.

        Every event is there and can be read, every group is whole and follows, no command counts twice, each snapshot is
        what the events come to. Of a played game every key, roll, chart entry, play and computer's decision is recomputed, and
        what was sealed compared with what was revealed; one by cards needs its league file (--leagues). Prints the hash of
        the state. Exit code 1 names the first event at fault. A server that holds the journal is asked.
        """;

    public static Command Create()
    {
        var game = Verbs.Game();
        game.Arity = ArgumentArity.ZeroOrOne;
        var all = new Option<bool>("--all") { Description = "Every game: the unsound ones, and a summary." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of text." };
        var verify = new Command("verify", Description) { game, all, json };
        var settings = new SettingOptions(verify, [.. Setting.Journal, Setting.Leagues]);
        verify.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(game) is not null)) result.AddError("verify takes a game's id, or --all.");
        });
        verify.SetAction((parsed, stop) => Run(
            parsed.GetValue(game), settings.Load(parsed), parsed.GetValue(json), stop));
        return verify;
    }

    private static async Task<int> Run(string? game, Settings settings, bool json, CancellationToken stop)
    {
        await using var archive = await Archive.Open(settings, stop);
        return game is null ? await All(archive, json, stop) : One(await archive.Verify(game, stop), json);
    }

    private static int One(CheckAnswer found, bool json)
    {
        if (json)
        {
            Write(found);
        }
        else
        {
            Console.Out.WriteLine(Line(found));
            Console.Out.WriteLine($"state hash {found.StateHash} at event {Whole(found.Seq)}");
            if (found.Dice is { } dice) Console.Out.WriteLine(Line(dice));
            foreach (var snapshot in found.Snapshots)
                Console.Out.WriteLine($"snapshot at event {Whole(snapshot.Seq)}: {GameLine.Printable(snapshot.Wrong ?? "readable")}");
        }

        return found.Sound ? 0 : Verbs.Fail($"{Name(found)}, {Fault(found.Faults[0])}");
    }

    private static async Task<int> All(Archive archive, bool json, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var summary = new CheckSummary(0, 0, 0, 0, 0, 0, 0);
        var several = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
        var writing = new Lock();
        await Parallel.ForEachAsync(archive.Games(stop), several, async (game, turn) =>
        {
            var found = await archive.Verify(game.ToString(), turn);
            lock (writing)
            {
                summary = summary with
                {
                    Games = summary.Games + 1,
                    Sound = summary.Sound + (found.Sound ? 1 : 0),
                    Unsound = summary.Unsound + (found.Sound ? 0 : 1),
                    Events = summary.Events + found.Seq,
                    Snapshots = summary.Snapshots + found.Snapshots.Count,
                    BrokenSnapshots = summary.BrokenSnapshots + found.Snapshots.Count(static one => one.Wrong is not null),
                };
                if (json) Write(found);
                else if (!found.Sound) Console.Out.WriteLine(Line(found));
            }
        });
        summary = summary with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) };
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new(summary), HostJson.Default.CheckSummaryLine));
        else Show(summary);
        return summary.Unsound == 0 ? 0 : Verbs.Fail($"{Whole(summary.Unsound)} of {Whole(summary.Games)} games are not sound.");
    }

    private static void Show(CheckSummary summary)
    {
        var table = Tables.Of("games", "sound", "unsound", "events", "snapshots", "broken", "seconds");
        Tables.Row(
            table, Whole(summary.Games), Whole(summary.Sound), Whole(summary.Unsound), Whole(summary.Events), Whole(summary.Snapshots),
            Whole(summary.BrokenSnapshots), summary.Seconds.ToString("0.00", CultureInfo.InvariantCulture));
        Tables.Write(table);
    }

    private static void Write(CheckAnswer found) => Console.Out.WriteLine(JsonSerializer.Serialize(found, HostJson.Default.CheckAnswer));

    private static string Line(CheckAnswer found)
    {
        var how = found.Sound ? $"sound, in {Whole(found.Groups)} groups" : "NOT sound, " + string.Join("; ", found.Faults.Select(Fault));
        return $"{Name(found)}: {Whole(found.Head)} events, {how}";
    }

    /// <summary>How much of a played game was recomputed, and what everybody may count.</summary>
    private static string Line(AuditedDice dice)
    {
        var line = $"dice: {Whole(dice.Rolls - dice.Unproved)} of {Whole(dice.Rolls)} rolls under {Whole(dice.Keys)} keys recomputed, "
            + $"{Whole(dice.Commits)} reveals compared with their seals";
        if (dice.Missing > 0) line += $", {Whole(dice.Missing)} nonces missing";
        if (dice.Restarts > 0) line += $", {Whole(dice.Restarts)} new chains of the server";
        return line;
    }

    private static string Fault(GameFault fault) =>
        GameLine.Printable(string.Create(CultureInfo.InvariantCulture, $"event {fault.Seq} ({fault.Rule}): {fault.Why}"));

    private static string Name(CheckAnswer found) => GameLine.Printable(found.Retrosheet ?? found.Id.ToString());

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
