using System.Net;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary>A server that believes whoever asks it, over a journal of its own, and what is asked of it in anybody's name.</summary>
public sealed class PlayServer : IAsyncLifetime
{
    private readonly Folder folder = new();
    private readonly HttpClient http = new();
    private AkkaGameProcess? process;

    public string Url { get; private set; } = "";

    /// <summary>Its operators' address.</summary>
    public string OpsUrl { get; private set; } = "";

    internal AkkaGameProcess Process => process!;

    internal Folder Folder => folder;

    public async Task InitializeAsync() => await Start("--development");

    /// <summary>A node over a database of PostgreSQL.</summary>
    /// <param name="home">Where its keys are: nodes with the same one are a cluster.</param>
    internal static async Task<PlayServer> Node(string home, string postgres, params string[] options)
    {
        var node = new PlayServer();
        await node.Run(home, ["--postgres", postgres, "--development", .. options]);
        return node;
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        process?.Terminate();
        if (process is not null) await process.Ended();
        process?.Dispose();
        folder.Dispose();
    }

    /// <summary>As after an update: it goes and comes back.</summary>
    internal async Task Restart(params string[] options)
    {
        await Stop();
        await Start(options);
    }

    /// <summary>It goes, and what it wrote stays.</summary>
    internal async Task Stop()
    {
        process!.Terminate();
        Assert.Equal(0, await process.Ended());
        process.Dispose();
        process = null;
    }

    /// <summary>Asks as <c>home:Ada</c>, say; the public is "".</summary>
    internal async Task<Answered> Ask(
        HttpMethod method, string path, string? body = null, string by = "", string type = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Url + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        if (by.Length > 0) request.Headers.TryAddWithoutValidation("AkkaGame-As", by.Split(':')[0]);
        if (by.Contains(':', StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation("AkkaGame-Who", by.Split(':')[1]);
        foreach (var (name, value) in headers)
        {
            if (name == "Host") request.Headers.Host = value;
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        return new(
            answer.StatusCode, json.RootElement.Clone(), text, answer.Headers.RetryAfter?.Delta, answer.Headers.Location?.ToString());
    }

    internal Task<Answered> Get(string path, string by = "") => Ask(HttpMethod.Get, path, by: by);

    internal Task<Answered> Post(string path, string body, string by = "") => Ask(HttpMethod.Post, path, body, by);

    /// <summary>Sends a command, and says what became of it.</summary>
    internal Task<Answered> Command(
        Guid game, string kind, string command, string by, int play = 0, Guid? dec = null, Guid? id = null) => Post(
        $"/api/v1/games/{game}/commands",
        $$"""{"id":"{{id ?? Guid.CreateVersion7()}}","k":"{{kind}}","d":{{command}},"play":{{play}}"""
            + (dec is { } window ? $$""","dec":"{{window}}"}""" : "}"),
        by);

    internal async Task<Guid> Window(Guid game) =>
        (await Get($"/api/v1/games/{game}/state")).Body.GetProperty("live").GetProperty("window").GetProperty("id").GetGuid();

    /// <summary>A played game before its first pitch, which both managers are to decide on; none has a chain of nonces.</summary>
    internal async Task<Guid> Started(string home, string away)
    {
        var game = await SetUp();
        Assert.Equal(200, (await Command(game, "take-seat", """{"side":"Home"}""", home)).Status);
        Assert.Equal(200, (await Command(game, "take-seat", """{"side":"Away"}""", away)).Status);
        Assert.Equal(200, (await Command(game, "start-game", "{}", "commissioner")).Status);
        return game;
    }

    /// <summary>A played game with lineups, and nobody in its seats.</summary>
    internal async Task<Guid> SetUp()
    {
        var id = Guid.CreateVersion7();
        var made = await Post(
            "/api/v1/games", $$"""{"id":"{{id}}","away":"AWY","home":"HOM","rules":"mlb2018","date":"2026-04-06","lineups":{{Lineups}}}""",
            "commissioner");
        Assert.True(made.Status == 201, made.Text);
        return id;
    }

    /// <summary>Both cards, as a game's creation takes them.</summary>
    internal static string Lineups => $$"""{"away":{{Card('a')}},"home":{{Card('h')}}}""";

    private static string Card(char side)
    {
        var places = Enumerable.Range(1, 9).Select(slot =>
            $$"""{"slot":{{slot}},"player":"{{side}}{{slot}}","name":"{{side}} {{slot}}","position":"{{(Messages.Position)slot}}"}""");
        return $$"""{"places":[{{string.Join(',', places)}}]}""";
    }

    private Task Start(params string[] options) => Run(folder.Path, ["--db", folder["games.db"], .. options]);

    private async Task Run(string home, string[] options)
    {
        process = AkkaGameProcess.Start(home, ["serve", "--urls", "http://127.0.0.1:0", .. options]);
        Url = (await process.Says("Listening on "))["Listening on ".Length..];
        OpsUrl = (await process.Says("Operators on "))["Operators on ".Length..];
    }
}

internal sealed record Answered(HttpStatusCode Code, JsonElement Body, string Text, TimeSpan? RetryAfter, string? Location)
{
    public int Status => (int)Code;

    /// <summary>A refusal as status, code, field and rule.</summary>
    public (int, string?, string?, string?) Refused => (Status, Of("code"), Of("field"), Of("rule"));

    private string? Of(string member) => Body.TryGetProperty(member, out var value) ? value.GetString() : null;
}
