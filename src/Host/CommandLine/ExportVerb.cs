using System.CommandLine;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Replay;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame export</c>: a game of the journal as a Retrosheet event file.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var game = new Argument<string>("game") { Description = "The game's Retrosheet id (CLE201804060) or its UUID." };
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file, not standard output.", HelpName = "FILE" };
        var export = new Command("export", "Write a game of the journal as a Retrosheet event file (Latin-1).") { game, output };
        var settings = new SettingOptions(export, Setting.Journal);
        export.SetAction((parsed, stop) => Run(
            parsed.GetRequiredValue(game), settings.Load(parsed), parsed.GetValue(output), stop));
        return export;
    }

    private static async Task<int> Run(string game, Settings settings, string? output, CancellationToken stop)
    {
        var isUuid = Guid.TryParseExact(game, "D", out var uuid);
        if (!isUuid && !GamesApi.IsRetrosheet(game))
            return Verbs.Fail($"{game} is no game's id: expected a Retrosheet id, as CLE201804060, or a UUID", Verbs.Usage);
        if (settings.Postgres is null && !File.Exists(settings.Database))
            return Verbs.Fail($"{settings.Database} is not there: name the journal with --db.");
        try
        {
            await using var house = await House.Open(settings, stop);
            var listing = isUuid ? await house.Games.Find(new GameId(uuid), stop) : await house.Games.Find(game, stop);
            if (listing is null) return Verbs.Fail($"{settings.JournalName} holds no game {game}.");
            var read = await house.Journal.Read(listing.Game, 0, stop: stop);
            if (read.Unreadable is { } unreadable) return Verbs.Fail($"event {unreadable.Seq} of {game} cannot be read: {unreadable.Why}");
            var file = EventFiles.Of(read.Groups.SelectMany(static group => group.Events), out var refused);
            if (file is null) return Verbs.Fail(GameLine.Printable(refused!.Message));
            await using (var to = output is null ? Console.OpenStandardOutput() : File.Create(output)) await to.WriteAsync(file, stop);
            await Console.Error.WriteLineAsync(Notice.Text);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Verbs.Fail($"{output ?? "standard output"} cannot be written: {e.Message}");
        }
    }
}
