using System.CommandLine;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Operating;
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
        var settings = new SettingOptions(command, Setting.All);
        command.SetAction((parsed, stop) => Run(settings.Load(parsed), stop));
    }

    private static async Task<int> Run(Settings settings, CancellationToken stop)
    {
        try
        {
            return await Serve(settings, stop);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            // A signal ends it in order, so nobody has asked for that: it is told with its place, as every defect is.
            throw new InvalidOperationException("The server ended because something in it was given up.", e);
        }
    }

    private static async Task<int> Serve(Settings settings, CancellationToken stop)
    {
        await using var house = await House.OpenToServe(settings, stop);
        await using var operators = await OperatorsServer.Start(settings.OpsUrls, house, stop);
        await using var server = await Server.Start(settings, house, Console.Out, stop);
        await operators.Say(Console.Out);
        await server.Stopped(stop);
        return 0;
    }
}
