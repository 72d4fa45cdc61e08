using Microsoft.Playwright;

namespace AkkaGame.Host.Tests;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        // A page that a test hands in comes from no address, and might otherwise not speak to one of this machine.
        "--disable-features=LocalNetworkAccessChecks",
    ];

    [SkippableFact]
    public async Task A_game_is_found_opened_and_stepped_through()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        var complaints = Complaints(page);

        await page.GotoAsync(server.Client.Url.ToString());
        await Expect(page.Locator("#games li")).ToHaveCountAsync(ServerFixture.Games);
        await page.GetByLabel("Day, month or year").FillAsync("2017-07");
        await Expect(page.Locator("#games li")).ToHaveCountAsync(1);
        await page.Locator("#games a").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "HBR at ORC" })).ToBeVisibleAsync();
        await Expect(page.Locator(".line tbody tr").Last).ToHaveTextAsync("ORC01010100x341");
        await Expect(page.Locator("#inning")).ToHaveTextAsync("Final");

        // From the beginning, by keyboard: the first batter singles and stands on first.
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".steps output")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^1 / "));
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#batter")).ToHaveTextAsync("Rufus Abel");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".words [aria-current]")).ToContainTextAsync("Abel singled");
        await Expect(page.Locator(".field title")).ToContainTextAsync("Rufus Abel on first");
        await Expect(page.Locator("#batter")).ToHaveTextAsync("Cornelius Bramble");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Expect(page.Locator(".field title")).ToContainTextAsync("Bases empty");

        await Expect(page.Locator(".field title")).ToContainTextAsync(" first base,");

        // A moment has an address of its own.
        await page.GetByRole(AriaRole.Button, new() { Name = "Lark tripled" }).ClickAsync();
        await Expect(page.Locator(".field title")).ToContainTextAsync("Benno Lark on third");
        await page.ReloadAsync();
        await Expect(page.Locator(".field title")).ToContainTextAsync("Benno Lark on third");

        // A name is a name, whatever it looks like.
        await Expect(page.Locator(".stats").First).ToContainTextAsync("Quick <i>Finn</i>");
        Assert.Equal(0, await page.Locator("main i").CountAsync());
        await page.GetByText("As a newspaper prints it").ClickAsync();
        await Expect(page.Locator(".paper pre")).ToContainTextAsync("ORC 3, HBR 2");
        await Expect(page.Locator("footer")).ToContainTextAsync("copyrighted by Retrosheet");
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task A_phone_shows_it_without_scrolling_sideways()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 360, Height = 740 }, ColorScheme = ColorScheme.Dark });
        var complaints = Complaints(page);

        await page.GotoAsync(new Uri(server.Client.Url, $"?game={MadeUpGame.Id}").ToString());
        await Expect(page.Locator("#inning")).ToHaveTextAsync("Final");

        var wide = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('body *')].filter(
                one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll, .skip, .paper'))
              .map(one => `${one.localName}.${one.getAttribute('class')} reaches ${one.getBoundingClientRect().right}`)
            """);
        Assert.Empty(wide);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 300, 360);
        Assert.Empty(complaints);
    }

    [SkippableFact]
    public async Task Nothing_moves_while_the_page_fills_and_steps()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        await page.AddInitScriptAsync("""
            window.shifts = [];
            new PerformanceObserver(list => {
              for (const entry of list.getEntries())
                window.shifts.push(`${entry.value}: ${entry.sources.map(
                    one => `${one.node?.localName}.${one.node?.className} from ${one.previousRect.y} to ${one.currentRect.y}`)}`);
            }).observe({ type: 'layout-shift', buffered: true });
            """);

        await page.GotoAsync(new Uri(server.Client.Url, $"?game={MadeUpGame.Id}&at=20").ToString());
        await Expect(page.Locator(".stats")).ToHaveCountAsync(4);
        // Keys pressed by a person excuse a shift; these do not.
        const string Forth = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))";
        for (var step = 0; step < 20; step++) await page.EvaluateAsync(Forth);
        await Expect(page.Locator(".words [aria-current]")).ToBeVisibleAsync();

        Assert.Empty(await page.EvaluateAsync<string[]>("window.shifts"));
    }

    [SkippableFact]
    public async Task A_step_that_fails_is_said_and_the_controls_stay_with_what_is_seen()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(server.Client.Url, $"?game={MadeUpGame.Id}").ToString());
        await Expect(page.Locator("#inning")).ToHaveTextAsync("Final");
        var end = await page.Locator(".steps output").TextContentAsync();

        await page.RouteAsync("**/state?at=*", static route => route.AbortAsync());
        await page.Keyboard.PressAsync("Home");

        await Expect(page.Locator(".trouble")).ToHaveTextAsync("The server does not answer.");
        await Expect(page.Locator("#live")).ToHaveTextAsync("The server does not answer.");
        await Expect(page.Locator(".steps output")).ToHaveTextAsync(end!);

        await page.UnrouteAsync("**/state?at=*");
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("#inning")).Not.ToHaveTextAsync("Final");
        await Expect(page.Locator(".trouble")).ToHaveTextAsync("");
    }

    [SkippableFact]
    public async Task Keys_that_belong_to_somebody_else_do_not_step()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(server.Client.Url, $"?game={MadeUpGame.Id}").ToString());
        await Expect(page.Locator("#inning")).ToHaveTextAsync("Final");
        var end = await page.Locator(".steps output").TextContentAsync();

        await page.Keyboard.PressAsync("Shift+Home");
        foreach (var scrolls in (string[])[".line-sheet", ".words", ".box .scroll >> nth=0"])
        {
            await page.Locator(scrolls).FocusAsync();
            await page.Keyboard.PressAsync("Home");
        }

        Assert.Equal(end, await page.Locator(".steps output").TextContentAsync());
    }

    [SkippableFact]
    public async Task An_unknown_game_is_said_to_be_unknown()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();

        await page.GotoAsync(new Uri(server.Client.Url, "?game=ORC199907040").ToString());

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no game ORC199907040.");
    }

    [SkippableFact]
    public async Task The_calls_are_shown_from_the_servers_own_document()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 360, Height = 740 } });
        var complaints = Complaints(page);

        await page.GotoAsync(new Uri(server.Client.Url, "/api#readState").ToString());

        await Expect(page.Locator("#readState")).ToHaveAttributeAsync("open", "");
        await Expect(page.Locator("#readState")).ToContainTextAsync("A game as it stands, or as it stood.");
        await page.Locator("#readState").GetByRole(AriaRole.Link, new() { Name = "GameView" }).ClickAsync();
        await Expect(page.Locator("#GameView")).ToContainTextAsync("batter");
        var described = await page.Locator("summary .method").CountAsync();
        using var document = await server.Client.Json("/api/v1/openapi.json");
        var paths = document.RootElement.GetProperty("paths").EnumerateObject();
        Assert.Equal(paths.Sum(static path => path.Value.EnumerateObject().Count()), described);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 300, 360);
        Assert.Empty(complaints);
    }

    internal static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>What the browser has to say against the page: errors, and whatever the content policy stopped.</summary>
    internal static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        return complaints;
    }

    internal static async Task<IBrowser> Launch(IPlaywright playwright)
    {
        var chromium = Environment.GetEnvironmentVariable("AKKAGAME_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        Skip.IfNot(File.Exists(chromium),
            $"There is no browser: {chromium} is missing. Install Chromium, or name it in AKKAGAME_CHROMIUM.");
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = arguments });
    }
}
