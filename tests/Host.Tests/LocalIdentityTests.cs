using System.Net.Sockets;
using System.Text;

namespace AkkaGame.Host.Tests;

/// <summary>A server for development: whoever is on its machine is whoever he says, and nobody else is.</summary>
public sealed class LocalIdentityTests(PlayServer server) : IClassFixture<PlayServer>
{
    [Fact]
    public async Task Whoever_is_here_gets_a_token_for_the_asking()
    {
        var made = await server.Post("/api/v1/dev/token", """{"who":"Com","role":"commissioner"}""");
        Assert.Equal(200, made.Status);
        var token = made.Body.GetProperty("token").GetString();
        var game = await server.Ask(
            HttpMethod.Post, "/api/v1/games", $$"""{"id":"{{Guid.CreateVersion7()}}","away":"AWY","home":"HOM"}""",
            headers: ("Authorization", $"Bearer {token}"));
        Assert.Equal(201, game.Status);
    }

    [Theory]
    [InlineData("""{"who":"Ada"}""", "role", "unknown-role")]
    [InlineData("""{"who":"Ada","role":"ops"}""", "role", "unknown-role")]
    [InlineData("""{"role":"manager"}""", "who", "one-line")]
    [InlineData("""{"who":"two\nlines","role":"manager"}""", "who", "one-line")]
    [InlineData("""{"who":"Ada","role":"scorer","side":"home"}""", "side", "unknown-side")]
    public async Task A_token_that_nobody_could_bring_is_not_made(string asked, string field, string rule) =>
        Assert.Equal((400, "BAD_FRAME", field, rule), (await server.Post("/api/v1/dev/token", asked)).Refused);

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1", 401, "loopback")]
    [InlineData("Via", "1.1 proxy", 401, "loopback")]
    [InlineData("Origin", "https://evil.example", 403, "foreign-origin")]
    [InlineData("Origin", "null", 403, "foreign-origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", 403, "foreign-origin")]
    [InlineData("Host", "rebound.example", 403, "unknown-host")]
    public async Task Whoever_comes_from_elsewhere_gets_none(string header, string value, int status, string rule)
    {
        var asked = await server.Ask(
            HttpMethod.Post, "/api/v1/dev/token", """{"who":"Ada","role":"manager"}""", headers: (header, value));
        Assert.Equal((status, rule), (asked.Status, asked.Refused.Item4));
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_of_itself_is_known_by_the_HTTP_that_it_speaks()
    {
        const string Body = """{"who":"Ada","role":"manager"}""";
        var at = new Uri(server.Url);
        using var socket = new TcpClient(at.Host, at.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/dev/token HTTP/1.0\r\nHost: {at.Authority}\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Body.Length}\r\n\r\n{Body}"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.Contains(" 401 ", answer.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("\"loopback\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://*:5999")]
    public async Task A_server_for_development_that_reaches_beyond_its_machine_does_not_start(string urls)
    {
        using var folder = new Folder();
        var (code, _, errors) = await AkkaGameProcess.Run(
            folder.Path, "serve", "--development", "--db", folder["games.db"], "--urls", urls);
        Assert.Equal(2, code);
        Assert.Contains("so it listens on this machine only", errors, StringComparison.Ordinal);
    }
}
