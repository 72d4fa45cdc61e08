using AkkaGame.Host.Operating;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// The server that is measured: as <c>akkagame serve</c> opens it, on free ports, with the bounds on single clients out of the way. It
/// weighs itself when it is told to, and ends with its input, or in order when it is told to.
/// </summary>
internal static class BenchServer
{
    /// <summary>What it is told, and what its answer begins with.</summary>
    public const string Weigh = "weigh", Weighs = "Weighs ";

    /// <summary>What it says before the token of whoever sends commands.</summary>
    public const string Token = "Token ";

    private static readonly TimeSpan tokenTime = TimeSpan.FromHours(12);

    /// <summary>Commands a second of one socket.</summary>
    private const int Unbounded = 1_000_000;

    /// <summary>The load generator's sockets do not ping: what is measured is what else they do.</summary>
    private static readonly TimeSpan silence = TimeSpan.FromHours(1);

    /// <param name="follows">Whether the read model does.</param>
    public static async Task Run(Settings settings, bool follows, TextReader input, TextWriter output, CancellationToken stop)
    {
        settings = settings with
        {
            Urls = "http://127.0.0.1:0",
            OpsUrls = "http://127.0.0.1:0",
            // Whoever measures several nodes gives each a port; one alone takes any.
            PeerPort = settings.PeerAddress is null ? 0 : settings.PeerPort,
            LogLevel = LogLevel.Warning,
            Development = true,
            Bounds = new()
            {
                Connections = 0, ConnectionsPerAddress = default, Handshakes = 0, SocketsPerPerson = 0, SpectatorsPerAddress = default,
            },
            Follows = follows,
            // Tokens are looked at as everywhere; their keys are made in the folder of the measurement.
            MakesSecretKey = true,
            Gateway = new() { DeadAfter = silence, CommandRate = Unbounded, CommandBurst = Unbounded },
        };
        await using var house = await House.OpenToServe(settings, stop);
        await using var operators = await OperatorsServer.Start(settings.OpsUrls, house, stop);
        await using var server = await Server.Start(settings, house, output, stop);
        await operators.Say(output);
        await output.WriteLineAsync(Token + house.Office.Issue(new("akkagame bench", Role.Scorer), tokenTime, "its parent")!.Text);
        await output.FlushAsync(stop);
        // Whoever tells it to end in order sends it a signal; reading a console's input holds up a thread.
        await Task.WhenAny(Task.Run(Heed, stop), server.Stopped(stop));

        async Task Heed()
        {
            while (await input.ReadLineAsync(stop) is not null)
            {
                var (heap, resident) = MemoryBench.Now();
                await output.WriteLineAsync($"{Weighs}{heap} {resident}");
            }
        }
    }
}
