using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Host.Configuration;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame read-model</c>: how far it follows its journal, and building it anew.</summary>
internal static class ReadModelVerb
{
    private const int UnreadableMax = 100;
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "A JSON object instead of lines.", Recursive = true };
        var status = new Command("status", "Say how far the read model follows the journal, and which games it cannot.");
        var ofStatus = new SettingOptions(status, Setting.Journal);
        status.SetAction((parsed, stop) => Status(ofStatus.Load(parsed), parsed.GetValue(json), stop));
        var rebuild = new Command("rebuild", "Build it anew from the journal; broken off, the next server or the next rebuild goes on.");
        var ofRebuild = new SettingOptions(rebuild, Setting.Journal);
        rebuild.SetAction((parsed, stop) => Rebuild(ofRebuild.Load(parsed), parsed.GetValue(json), stop));
        return new Command("read-model", "What is kept of all games for lists, standings and players' lines.") { status, rebuild, json };
    }

    private static async Task<int> Status(Settings settings, bool isJson, CancellationToken stop)
    {
        if (Missing(settings) is { } missing) return Verbs.Fail(missing);
        await using var house = await House.Open(settings, stop);
        await Say(house, settings, isJson, stop);
        return 0;
    }

    private static async Task<int> Rebuild(Settings settings, bool isJson, CancellationToken stop)
    {
        if (Missing(settings) is { } missing) return Verbs.Fail(missing);
        await using var house = await House.Open(settings, stop);
        var building = (await house.ReadModel.Checkpoints(stop)).Values.Any(static at => at.IsRebuilding);
        if (!building) await house.ReadModel.Rebuild(stop);
        var following = house.Projector.CatchUp(stop);
        while (await Task.WhenAny(following, Task.Delay(between, stop)) != following) ShowProgress(house.Projector.Sight);
        await following;
        if (!Console.IsErrorRedirected) await Console.Error.WriteAsync("\r\u001b[K");
        await Say(house, settings, isJson, stop);
        return 0;
    }

    private static string? Missing(Settings settings) =>
        settings.Postgres is null && !File.Exists(settings.Database)
            ? $"{settings.Database} is not there: name the journal with --db."
            : null;

    private static void ShowProgress(ReadModelSight sight)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\r\u001b[K{sight.RebuildDone:N0} of {sight.RebuildTotal:N0} events, {sight.Games:N0} games"));
    }

    private static async Task Say(House house, Settings settings, bool isJson, CancellationToken stop)
    {
        var heads = await house.Feed.Heads(house.Feed.Feeds, stop);
        var checkpoints = await house.ReadModel.Checkpoints(stop);
        var unreadable = await house.ReadModel.Unreadable(UnreadableMax, stop);
        var status = new ReadModelStatus(
            settings.JournalName, heads.Values.Sum(), checkpoints.Values.Sum(static at => at.Position),
            checkpoints.Values.Sum(static at => Math.Max(0, at.Until - at.Position)),
            [.. unreadable.Select(static game => new UnreadableItem(game.Game.ToString(), game.Seq, game.Why))]);
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(status, HostJson.Default.ReadModelStatus));
            return;
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{status.Journal}: {status.TakenIn:N0} of {status.Events:N0} events are in the read model"));
        if (status.Remaining > 0)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.Remaining:N0} events of a rebuild remain"));
        foreach (var game in status.Unreadable) Console.Out.WriteLine($"{game.Game} only up to event {game.Seq}: {game.Why}");
    }
}

/// <param name="Events">In the journal.</param>
/// <param name="TakenIn">Of these in the read model.</param>
/// <param name="Remaining">Events to take in again before a rebuild has ended; 0 where none is under way.</param>
internal sealed record ReadModelStatus(
    string Journal, long Events, long TakenIn, long Remaining, IReadOnlyList<UnreadableItem> Unreadable);

/// <param name="Seq">The last event that is in its rows.</param>
internal sealed record UnreadableItem(string Game, int Seq, string Why);
