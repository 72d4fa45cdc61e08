using AkkaGame.Host;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Serving;

namespace AkkaGame.Deploy;

/// <summary>The server in this process, over an SQLite file or a database, on free ports.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly House house;
    private readonly OperatorsServer operators;
    private readonly Server server;
    private readonly HttpClient http = new();
    private readonly string[] urls;

    private RunningServer(DirectoryInfo folder, House house, OperatorsServer operators, Server server, string[] urls) =>
        (this.folder, this.house, this.operators, this.server, this.urls) = (folder, house, operators, server, urls);

    /// <param name="postgres">Null for a file.</param>
    public static async Task<RunningServer> Start(string? postgres = null)
    {
        var folder = Directory.CreateTempSubdirectory("akkagame-deploy-");
        var settings = new Settings
        {
            Database = Path.Combine(folder.FullName, "games.db"), Urls = "http://127.0.0.1:0", OpsUrls = "http://127.0.0.1:0", PeerPort = 0,
            Postgres = postgres is null ? null : Host.Configuration.PostgresAddress.Of(postgres, "test"),
        };
        var house = await House.Open(settings);
        var operators = await OperatorsServer.Start(settings.OpsUrls, house, default);
        var said = new StringWriter();
        var server = await Server.Start(settings, house, said, default);
        await operators.Say(said);
        var urls = said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[^1].Trim());
        return new(folder, house, operators, server, [.. urls]);
    }

    public Task<int> Status(string path) => Ask(urls[0] + path);

    public Task<int> OpsStatus(string path) => Ask(urls[1] + path);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        await operators.DisposeAsync();
        await house.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<int> Ask(string url)
    {
        using var answer = await http.GetAsync(new Uri(url));
        return (int)answer.StatusCode;
    }
}
