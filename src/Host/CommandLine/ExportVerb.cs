using System.CommandLine;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Operating;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame export</c>: a game of the journal as a Retrosheet event file.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var game = Verbs.Game();
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file, not standard output.", HelpName = "FILE" };
        var export = new Command(
            "export", "Write a game of the journal as a Retrosheet event file (Latin-1). A server that holds the journal is asked.")
        {
            game, output,
        };
        var settings = new SettingOptions(export, Setting.Journal);
        export.SetAction((parsed, stop) => Run(
            parsed.GetRequiredValue(game), settings.Load(parsed), parsed.GetValue(output), stop));
        return export;
    }

    private static async Task<int> Run(string game, Settings settings, string? output, CancellationToken stop)
    {
        try
        {
            await using var archive = await Archive.Open(settings, stop);
            var file = await archive.Export(game, stop);
            await using (var to = output is null ? Console.OpenStandardOutput() : File.Create(output)) await to.WriteAsync(file, stop);
            await Console.Error.WriteLineAsync(RetrosheetNotice.Text);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Verbs.Fail($"{output ?? "standard output"} cannot be written: {e.Message}");
        }
    }
}
