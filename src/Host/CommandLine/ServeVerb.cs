using System.CommandLine;
using AkkaGame.Host.Serving;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame serve</c>: the HTTP API and the page, until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var serve = new Command("serve", "Serve the API and the page until SIGTERM or Ctrl+C. This is what happens without a verb.");
        MakeDefault(serve);
        return serve;
    }

    public static void MakeDefault(Command command)
    {
        var database = Verbs.Database();
        var urls = Verbs.Urls();
        command.Add(database);
        command.Add(urls);
        command.SetAction((parsed, stop) => Run(Settings.Load(parsed.GetValue(database), parsed.GetValue(urls)), stop));
    }

    private static async Task<int> Run(Settings settings, CancellationToken stop)
    {
        if (settings.BadUrl() is { } bad) return Verbs.Fail(bad, Verbs.Usage);
        try
        {
            await using var house = House.Open(settings.Database);
            await using var server = await Server.Start(settings, house, Console.Out, stop);
            await server.Stopped(stop);
            return 0;
        }
        catch (HouseClosedException e)
        {
            return Verbs.Fail(e.Message);
        }
    }
}
