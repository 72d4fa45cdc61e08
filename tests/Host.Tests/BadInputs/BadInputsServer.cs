using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>
/// The server that all bad inputs are sent to, and on it a manager of another game who pings all the while and has to be answered. Inputs
/// that take long are under way from the beginning.
/// </summary>
public sealed class BadInputsServer : IAsyncLifetime
{
    private readonly PlayServer server = new();
    private readonly CancellationTokenSource over = new();
    private readonly List<double> pongs = [];
    private Dictionary<string, Task<Outcome>> slow = [];
    private Task bystander = Task.CompletedTask;

    internal Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        await server.Restart("--development", "--log", "json");
        Scene = new(server);
        var (_, away, home) = await Scene.Managed();
        bystander = Pings(home, away);
        slow = Senders.Slow.ToDictionary(
            static number => number, number => Task.Run(() => Senders.All[number](Scene, BadInput.Of(number))));
    }

    internal Task<Outcome> Send(BadInput row) =>
        slow.TryGetValue(row.Number, out var underWay) ? underWay : Senders.All[row.Number](Scene, row);

    /// <summary>Milliseconds to the bystander's pongs since the last time.</summary>
    public async Task<IReadOnlyList<double>> Pongs()
    {
        if (bystander.IsCompleted) await bystander;
        lock (pongs)
        {
            double[] since = [.. pongs];
            pongs.Clear();
            return since;
        }
    }

    /// <summary>Lines of the log that tell of something that went wrong.</summary>
    public IReadOnlyList<string> Troubles()
    {
        var lines = server.Process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Where(static line => !line.StartsWith('{') || IsTrouble(line))];
    }

    public async Task DisposeAsync()
    {
        await over.CancelAsync();
        await bystander;
        await server.DisposeAsync();
        over.Dispose();
    }

    private static bool IsTrouble(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("LogLevel").GetString() is "Error" or "Critical"
            || json.RootElement.TryGetProperty("Exception", out _);
    }

    private async Task Pings(PlayerSocket one, PlayerSocket other)
    {
        await using var home = one;
        await using var away = other;
        for (var n = 1; !over.IsCancellationRequested; n++)
        {
            // The other manager is one who only listens; both have to stay.
            if (n % 50 == 0) Assert.Equal(new Outcome(Outcome.Accepted, Outcome.Open), await away.Outcome(staysOpen: true));
            var watch = Stopwatch.StartNew();
            await home.Connection.Text(string.Create(CultureInfo.InvariantCulture, $$"""{"t":"ping","n":{{n}}}"""));
            Assert.Equal(n, (await home.Hears("pong")).GetProperty("n").GetInt64());
            lock (pongs) pongs.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(100);
        }
    }
}
