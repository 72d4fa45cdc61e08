using System.Net;
using System.Net.Sockets;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Metering;
using AkkaGame.Host.Serving;

namespace AkkaGame.Host.Operating;

/// <summary>
/// The operators' port: a listener of its own, so that no mistake in a route of the public one can open it, and on loopback unless
/// configured otherwise. Whoever reaches it and is no web page is an operator.
/// </summary>
internal sealed class OperatorsServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Stats stats;
    private readonly SessionRetention retention;

    private OperatorsServer(WebApplication app, Stats stats, SessionRetention retention) =>
        (this.app, this.stats, this.retention) = (app, stats, retention);

    /// <summary>Listens; returns when the first request can come, and tells whoever finds the journal's file held.</summary>
    /// <param name="urls">Addresses, parted by semicolons.</param>
    /// <exception cref="HouseClosedException">The address is taken or not ours.</exception>
    public static async Task<OperatorsServer> Start(string urls, House house, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024; // The largest command, a game's creation with all its facts, has room.
        });

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(house.Logs);

        var app = builder.Build();
        var stats = new Stats(house);
        Answers.Guard(app);
        Answers.Gate(app, new Gate(new(urls)).Refuses);
        BearerReading.Use(app, house.Office.Reader);
        if (house.Office.AsksOperators) Answers.Gate(app, OperatorsBadge.Refuses);
        new Health(house).Map(app);
        new Scrape(house.Meters).Map(app);
        stats.Map(app);
        new OperatorsApi(house).Map(app);
        new ClusterApi(house).Map(app);
        new RevocationsApi(house.Office).Map(app);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            stats.Dispose();
            await app.DisposeAsync();
            throw new HouseClosedException(
                $"cannot listen on {urls} for operators: {e.GetBaseException().Message} (--ops-urls names another)");
        }

        house.Announce(Reachable(app.Urls.First()));
        if (!house.Office.AsksOperators && IdentitySettings.BeyondLoopback(urls) is { } url)
        {
            Log.Warned(
                house.Logs.CreateLogger("AkkaGame.Operators"),
                $"Whoever reaches {url} is an operator: set {Setting.OpsTokens.Option}, or see to it that only operators reach it.");
        }

        return new(app, stats, new(house.Sessions, TimeProvider.System, house.Logs.CreateLogger("AkkaGame.Sessions")));
    }

    /// <summary>A line for each address.</summary>
    public async Task Say(TextWriter says)
    {
        foreach (var url in app.Urls) await says.WriteLineAsync($"Operators on {url}");
    }

    public async ValueTask DisposeAsync()
    {
        await retention.DisposeAsync();
        await app.DisposeAsync();
        stats.Dispose();
    }

    /// <summary>What listens on every address is reached on this machine's own.</summary>
    private static Uri Reachable(string url)
    {
        var address = BindingAddress.Parse(url);
        var isEvery = IPAddress.TryParse(address.Host, out var ip)
            ? ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
            : address.Host is "*" or "+";
        return new UriBuilder(address.Scheme, isEvery ? "127.0.0.1" : address.Host, address.Port).Uri;
    }
}
