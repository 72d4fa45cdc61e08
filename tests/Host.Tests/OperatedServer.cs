using System.Text;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary>A server over a journal with a few games, and what is asked of it as its operators ask.</summary>
internal sealed class OperatedServer : IDisposable
{
    private readonly Folder folder;
    private readonly HttpClient http = new();

    private OperatedServer(Folder folder, AkkaGameProcess process) => (this.folder, Process) = (folder, process);

    public AkkaGameProcess Process { get; private set; }

    /// <summary>Its operators' address.</summary>
    public string Url { get; private set; } = "";

    public static async Task<OperatedServer> Start(Folder folder, int games = 1)
    {
        if (games > 0)
        {
            var text = MadeUpGame.Season(games - 1) + MadeUpGame.Text;
            var imported = await AkkaGameProcess.Run(folder.Path, "replay", folder.Write("a.EVN", text), "--db", folder["games.db"]);
            Assert.Equal(0, imported.Code);
        }

        var started = new OperatedServer(folder, Serve(folder));
        await started.Listens();
        return started;
    }

    /// <summary>As after an update: it goes and comes back.</summary>
    public async Task Restart()
    {
        Process.Terminate();
        Assert.Equal(0, await Process.Ended());
        Process.Dispose();
        Process = Serve(folder);
        await Listens();
    }

    public Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Ops(params string[] arguments) =>
        AkkaGameProcess.Run(folder.Path, ["ops", .. arguments, "--ops", Url]);

    /// <summary>What the verb prints with <c>--json</c>.</summary>
    public async Task<JsonElement> Json(params string[] arguments)
    {
        var (code, lines, errors) = await Ops([.. arguments, "--json"]);
        Assert.True(code == 0, errors);
        using var json = JsonDocument.Parse(Assert.Single(lines));
        return json.RootElement.Clone();
    }

    /// <summary>Asks as a program does, with the headers that one needs unless others are given.</summary>
    public async Task<(int Status, JsonElement Body)> Ask(
        HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Url + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        if (headers.Length == 0) request.Headers.Add("AkkaGame-Ops", "1");
        foreach (var (name, value) in headers)
        {
            if (name == "Host") request.Headers.Host = value;
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, json.RootElement.Clone());
    }

    public void Dispose()
    {
        http.Dispose();
        Process.Dispose();
    }

    private static AkkaGameProcess Serve(Folder folder) => AkkaGameProcess.Start(
        folder.Path, "serve", "--db", folder["games.db"], "--urls", "http://127.0.0.1:0", "--ops-urls", "http://127.0.0.1:0");

    private async Task Listens()
    {
        const string Says = "Operators on ";
        Url = (await Process.Says(Says))[Says.Length..];
        await Process.Says("Listening on ");
    }
}
