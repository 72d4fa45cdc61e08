using Microsoft.Playwright;
using static AkkaGame.Host.Tests.PageTests;

namespace AkkaGame.Host.Tests;

/// <summary>A played game on the page.</summary>
public sealed class PlayedPageTests(PlayServer server) : IClassFixture<PlayServer>
{
    [SkippableFact]
    public async Task The_page_says_whose_decision_a_played_game_waits_for_and_until_when_a_delay_lasts()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        var complaints = Complaints(page);
        var game = await server.Started("home:Ada", "away:Bob");
        var address = $"{server.Url}/?game={game}";

        await page.GotoAsync(address);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "AWY at HOM" })).ToBeVisibleAsync();
        await Expect(page.Locator(".count")).ToHaveTextAsync("Both decide");

        var window = await server.Window(game);
        await server.Command(game, "seal-decision", """{"defense":{"pitch":"IntentionalWalk"}}""", "home:Ada", dec: window);
        await page.GotoAsync(address);
        await Expect(page.Locator(".count")).ToHaveTextAsync("AWY decides");

        await server.Command(game, "seal-decision", """{"offense":{}}""", "away:Bob", dec: window);
        await page.GotoAsync(address);
        await Expect(page.Locator(".words [aria-current]")).ToContainTextAsync("walked");
        await Expect(page.Locator(".field title")).ToContainTextAsync("a 1 on first");

        var seen = (await server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("seen").GetInt32();
        var until = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeMilliseconds();
        var delay = await server.Command(game, "delay-game", $$"""{"reason":"rain","resumesAt":{{until}}}""", "commissioner", seen);
        Assert.True(delay.Status == 200, delay.Text);
        await page.GotoAsync(address);
        await Expect(page.Locator(".count")).ToContainTextAsync("Delayed until");
        Assert.Empty(complaints);
    }
}
