using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AkkaGame.Host.Tests;

/// <summary>The example that <c>docs/client.md</c> shows to those who write clients, in a real browser, against a real server.</summary>
public sealed partial class ExampleTests
{
    /// <summary>Characters that .NET escapes and a browser does not: the hash of a view must not depend on who writes it.</summary>
    private const string Odd = "Núñez 中田　翔 💥";

    [Fact]
    public void It_is_as_short_as_is_said() => Assert.InRange(File.ReadAllLines(Example()).Length, 1, 60);

    [SkippableFact]
    public async Task It_follows_a_game_sends_a_command_and_comes_back_when_the_server_was_killed()
    {
        using var folder = new Folder();
        using var http = new HttpClient();
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var url = $"http://{port.LocalEndpoint}";
        port.Stop();
        string[] serve = ["serve", "--development", "--db", folder["games.db"], "--urls", url];
        var serving = AkkaGameProcess.Start(folder.Path, serve);
        try
        {
            await serving.Says("Listening on ");
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await PageTests.Launch(playwright);
            var page = await browser.NewPageAsync();
            await page.RouteAsync("**/watch.html*", static route => route.FulfillAsync(new()
            {
                ContentType = "text/html; charset=utf-8", Body = File.ReadAllText(Example()),
            }));
            var game = Guid.CreateVersion7();
            var lineups = PlayServer.Lineups.Replace("h 3", Odd, StringComparison.Ordinal);
            var wanted = $$"""{"id":"{{game}}","away":"AWY","home":"HOM","rules":"mlb2018","lineups":{{lineups}}}""";
            await Post("games", wanted, "commissioner");
            var token = (await Post("dev/token", """{"who":"Ada","role":"manager"}""")).GetProperty("token").GetString();

            await page.GotoAsync($"{url}/watch.html?game={game}#token={token}&side=home");
            var (line, state) = (page.Locator("#line"), page.Locator("#state"));
            await PageTests.Expect(state).ToHaveTextAsync("live");
            await page.EvaluateAsync("""
                window.said = []; new MutationObserver(() => said.push(document.querySelector('#state').textContent))
                  .observe(document.querySelector('#state'), { childList: true });
                """);
            await PageTests.Expect(line).ToHaveTextAsync(new Regex("AWY 0, HOM 0 "));
            await page.GetByRole(AriaRole.Button).ClickAsync();
            await PageTests.Expect(state).ToHaveTextAsync(new Regex("^accepted: "));
            var seated = Seq(await line.TextContentAsync());

            serving.Kill();
            serving.Dispose();
            serving = AkkaGameProcess.Start(folder.Path, serve);
            await serving.Says("Listening on ");
            await Command("take-seat", """{"side":"Away","level":1}""", "commissioner");
            await Command("start-game", "{}", "home:Ada");
            using var after = JsonDocument.Parse(await http.GetStringAsync($"{url}/api/v1/games/{game}/state"));
            var head = after.RootElement.GetProperty("seq").GetInt32();

            Assert.True(head > seated);
            await PageTests.Expect(line).ToHaveTextAsync(new Regex($"Top 1: AWY 0, HOM 0 \\({head}\\)$"));
            await PageTests.Expect(state).ToHaveTextAsync("live");
            Assert.DoesNotContain("astray", await page.EvaluateAsync<string[]>("said"));

            Task<JsonElement> Command(string kind, string command, string by) => Post(
                $"games/{game}/commands", $$"""{"id":"{{Guid.CreateVersion7()}}","k":"{{kind}}","d":{{command}}}""", by);
        }
        finally
        {
            serving.Dispose();
        }

        async Task<JsonElement> Post(string path, string body, string by = "")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/api/v1/{path}");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if (by.Length > 0) request.Headers.Add("AkkaGame-As", by.Split(':')[0]);
            if (by.Contains(':', StringComparison.Ordinal)) request.Headers.Add("AkkaGame-Who", by.Split(':')[1]);
            using var answer = await http.SendAsync(request);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.IsSuccessStatusCode, json.RootElement.ToString());
            return json.RootElement.Clone();
        }
    }

    private static int Seq(string? line) =>
        int.Parse(InParentheses().Match(line!).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static string Example([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../docs/examples/watch.html");

    [GeneratedRegex(@"\((\d+)\)$")]
    private static partial Regex InParentheses();
}
