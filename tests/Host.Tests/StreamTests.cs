using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary>A game's events as a browser's EventSource hears them.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private const string Facts = """{"facts":[{"key":"weather","value":"sunny"},{"key":"sky","value":"sunny"}]}""";

    private readonly PlayServer server = new();
    private Guid game;

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        game = Guid.CreateVersion7();
        Assert.Equal(201, (await server.Post(
            "/api/v1/games", $$"""{"id":"{{game}}","away":"AWY","home":"HOM","mode":"Scored"}""", "scorer")).Status);
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Events_come_as_they_happen_under_their_seq_and_go_on_where_the_reader_was()
    {
        await using var stream = await Opened($"/api/v1/games/{game}/stream");
        Assert.Equal("1", await stream.Seqs(1));
        await Noted();
        await Noted();
        Assert.Equal("2 3 4 5", await stream.Seqs(4));

        // In the middle of a group, by another address, and with the header that stands above it.
        await using var again = await Opened($"/api/v1/games/{game}/events?after=1", "text/event-stream", "4");
        Assert.Equal("5", await again.Seqs(1));
        await Noted();
        Assert.Equal("6 7", await again.Seqs(2));
        Assert.Equal("6 7", await stream.Seqs(2));

        var page = (await server.Get($"/api/v1/games/{game}/events")).Body.GetProperty("events").EnumerateArray();
        Assert.Equal(
            page.Select(one => (
                one.GetProperty("seq").GetInt32(), one.GetProperty("group").GetInt32(), one.GetProperty("at").GetInt64(),
                one.GetProperty("type").GetString(), one.GetProperty("event").GetRawText())),
            stream.Heard.Select(one => (
                one.GetProperty("seq").GetInt32(), one.GetProperty("g").GetInt32(), one.GetProperty("ts").GetInt64(),
                one.GetProperty("k").GetString(), one.GetProperty("d").GetRawText())));
        Assert.All(stream.Heard, one => Assert.Equal("ev", one.GetProperty("t").GetString()));
    }

    [Fact]
    public async Task A_server_that_stops_says_when_to_come_back()
    {
        await using var stream = await Opened($"/api/v1/games/{game}/stream");
        await stream.Seqs(1);

        await server.Stop();

        var rest = await stream.Rest();
        Assert.Matches("^retry: [2-3][0-9]{3}\n: the server stops\n\n$", rest);
    }

    [Fact]
    public async Task What_makes_no_stream_is_refused_by_name()
    {
        Assert.Equal((400, "ILLEGAL", "after", "beyond-the-end"), (await server.Get($"/api/v1/games/{game}/stream?after=9")).Refused);
        var odd = await server.Ask(HttpMethod.Get, $"/api/v1/games/{game}/stream", headers: ("Last-Event-ID", "x"));
        Assert.Equal((400, "BAD_FRAME", "Last-Event-ID", "number"), odd.Refused);
        Assert.Equal(404, (await server.Get($"/api/v1/games/{Guid.CreateVersion7()}/stream")).Status);
        using var http = new HttpClient();
        using var head = await http.SendAsync(new(HttpMethod.Head, $"{server.Url}/api/v1/games/{game}/stream"));
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
    }

    private async Task Noted() => Assert.Equal(200, (await server.Command(game, "note-facts", Facts, "scorer")).Status);

    private async Task<EventReader> Opened(string path, string? accept = null, string? last = null)
    {
        var http = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Get, server.Url + path);
        if (accept is not null) request.Headers.Add("Accept", accept);
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new(http, new(await answer.Content.ReadAsStreamAsync()));
    }

    private sealed class EventReader(HttpClient http, StreamReader lines) : IAsyncDisposable
    {
        public List<JsonElement> Heard { get; } = [];

        /// <summary>The ids of the next events, each of which is its frame's seq.</summary>
        public async Task<string> Seqs(int count)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var seqs = new List<int>();
            var id = 0;
            while (seqs.Count < count && await lines.ReadLineAsync(late.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = int.Parse(line[4..], CultureInfo.InvariantCulture);
                if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
                using var json = JsonDocument.Parse(line[6..]);
                Heard.Add(json.RootElement.Clone());
                Assert.Equal(id, Heard[^1].GetProperty("seq").GetInt32());
                seqs.Add(id);
                Assert.Equal("", await lines.ReadLineAsync(late.Token));
            }

            return string.Join(' ', seqs);
        }

        public async Task<string> Rest()
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return (await lines.ReadToEndAsync(late.Token)).TrimStart(':').TrimStart('\n');
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            http.Dispose();
            return default;
        }
    }
}
