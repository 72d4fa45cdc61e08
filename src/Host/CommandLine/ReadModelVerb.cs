using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Operating;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame read-model</c>: how far it follows its journal, and building it anew.</summary>
internal static class ReadModelVerb
{
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "A JSON object instead of lines.", Recursive = true };
        var status = new Command("status", "Say how far the read model follows the journal, and which games it cannot.");
        var ofStatus = new SettingOptions(status, Setting.Journal);
        status.SetAction((parsed, stop) => Run(ofStatus.Load(parsed), parsed.GetValue(json), isRebuild: false, stop));
        var rebuild = new Command("rebuild", "Build it anew from the journal, while it serves on; where that was broken off, go on.");
        var ofRebuild = new SettingOptions(rebuild, Setting.Journal);
        rebuild.SetAction((parsed, stop) => Run(ofRebuild.Load(parsed), parsed.GetValue(json), isRebuild: true, stop));
        return new Command("read-model", "What is kept of all games for lists, standings and players' lines.") { status, rebuild, json };
    }

    private static async Task<int> Run(Settings settings, bool isJson, bool isRebuild, CancellationToken stop)
    {
        if (settings.Postgres is null && !File.Exists(settings.Database))
            return Verbs.Fail($"{settings.Database} is not there: name the journal with --db.");
        using var server = await HeldFile.Server(settings, stop);
        try
        {
            Say(server is null ? await Here(settings, isRebuild, stop) : await There(server, isRebuild, stop), isJson);
            return 0;
        }
        catch (AskedInVainException e)
        {
            return Verbs.Fail(e.Message);
        }
    }

    private static async Task<ReadModelStatus> Here(Settings settings, bool isRebuild, CancellationToken stop)
    {
        await using var house = await House.OpenToRead(settings, stop);
        if (isRebuild)
        {
            // On PostgreSQL that is an order: the servers that own the shards, or the next ones, carry it out.
            await ReadModelStatus.Rebuild(house, stop);
            var following = house.Projector.CatchUp(stop);
            while (await Task.WhenAny(following, Task.Delay(between, stop)) != following)
                if (house.Projector.Sight is var sight) ShowProgress(sight.RebuildTotal - sight.RebuildDone);
            await following;
            EndProgress();
        }

        return await ReadModelStatus.Of(house, stop);
    }

    private static async Task<ReadModelStatus> There(OperatorsClient server, bool isRebuild, CancellationToken stop)
    {
        var status = await (isRebuild ? server.RebuildReadModel(stop) : server.ReadModel(stop));
        if (!isRebuild) return status;
        // While games go on there is always a last event that is not taken in yet; a rebuild has ended when what was there is.
        for (; status.Remaining > 0; status = await server.ReadModel(stop))
        {
            ShowProgress(status.Remaining);
            await Task.Delay(between, stop);
        }

        EndProgress();
        return status;
    }

    private static void ShowProgress(long remaining)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{remaining:N0} events remain"));
    }

    private static void EndProgress()
    {
        if (!Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
    }

    private static void Say(ReadModelStatus status, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(status, HostJson.Default.ReadModelStatus));
            return;
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{status.Journal}: {status.TakenIn:N0} of {status.Events:N0} events are in the read model"));
        if (status.Remaining > 0)
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{status.Remaining:N0} events of a rebuild remain for a server"));
        if (status.Failure is { } failure) Console.Out.WriteLine($"it does not follow now: {failure}");
        foreach (var game in status.Unreadable) Console.Out.WriteLine($"{game.Game} only up to event {game.Seq}: {game.Why}");
    }
}
