using System.Net;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary>Asks a server over real HTTP.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient http;

    private Client(string url) => http = new() { BaseAddress = new Uri(url) };

    public Uri Url => http.BaseAddress!;

    /// <summary>When the server listens.</summary>
    public static async Task<Client> Of(AkkaGameProcess serving) => new((await serving.Says("Listening on "))["Listening on ".Length..]);

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? ifNoneMatch = null, string? accept = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return http.SendAsync(request);
    }

    public async Task<string> Text(string path)
    {
        using var answer = await Send(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<JsonDocument> Json(string path) => JsonDocument.Parse(await Text(path));

    public void Dispose() => http.Dispose();
}

/// <summary>A server over a journal with a few games of the clubs that never were.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public const int Games = 5;

    private readonly Folder folder = new();
    private AkkaGameProcess? server;

    internal Client Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        server = AkkaGameProcess.Start(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Season(Games - 1) + MadeUpGame.Text), "--db", folder["games.db"],
            "--serve", "--urls", "http://127.0.0.1:0");
        Client = await Client.Of(server);
        await server.Says($"{Games} games,");
    }

    public async Task DisposeAsync()
    {
        Client?.Dispose();
        server?.Terminate();
        if (server is not null) await server.Ended();
        server?.Dispose();
        folder.Dispose();
    }
}
