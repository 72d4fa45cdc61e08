using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Host.Tests;

/// <summary>What a server that says all it can says of what a manager decides unseen: nothing, in no line and no answer.</summary>
public sealed class SecrecyTests : IAsyncLifetime
{
    private const string Commissioner = "commissioner:carla", Away = "away:ann", Home = "home:hugo";

    private readonly PlayServer server = new();
    private readonly Guid game = Guid.CreateVersion7();

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        await server.Restart("--development", "--log-level", "trace");
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task No_line_of_the_log_and_no_answer_tells_what_is_sealed()
    {
        var exchange = new ExchangeLineups(Table.Card('a'), Table.Card('h'));
        var cards = JsonSerializer.Serialize(exchange, WireNames.Of(exchange).Json);
        var created = await server.Post(
            "/api/v1/games", $$"""{"id":"{{game}}","away":"AWA","home":"HOM","rules":"mlb2018","lineups":{{cards}}}""", Commissioner);
        Assert.True(created.Status == 201, created.Text);
        await Send("take-seat", """{"side":"away"}""", Away);
        await Send("take-seat", """{"side":"home"}""", Home);
        await Send("seal-standing-orders", """{"orders":{"defense":{"outfield":"back","infield":"wheel"}}}""", Away);
        await Send("start-game", "{}", Commissioner);
        await Send("seal-decision", """{"defense":{"infield":"guardLines","alignment":"shadePull"}}""", Home);
        var wrong = await server.Command(
            game, "seal-decision", """{"offense":{"steal":{"third":"delayed"}}}""", Away, dec: await Window());
        Assert.Equal((422, "ILLEGAL"), (wrong.Status, wrong.Refused.Item2));
        var answers = new List<string>();
        foreach (var by in (string[])["", "spectator:sue", Away, Home, Commissioner, "scorer:sam"])
            foreach (var path in (string[])["", "/state", "/events", "/box", "/plays", "/export"])
                answers.Add(await Text($"{server.Url}/api/v1/games/{game}{path}", by));
        var operators = (await server.Process.Says("Operators on "))["Operators on ".Length..];
        var ops = await AkkaGameProcess.Run(server.Folder.Path, "ops", "game", $"{game}", "--json", "--ops", operators);
        answers.AddRange(ops.Lines);

        server.Process.Terminate();
        Assert.Equal(0, await server.Process.Ended());
        var (needles, boxes) = await Hidden();
        Assert.NotEmpty(answers.SelectMany(new Needles().Add("a seal without its box", "decision-sealed").In));

        var log = server.Process.Errors + string.Join('\n', server.Process.Lines);
        Assert.Contains($"{game} is asked: SealDecision", log, StringComparison.Ordinal);
        Assert.Empty(needles.In(log));
        Assert.Empty(answers.SelectMany(needles.In).Concat(answers.SelectMany(boxes.In)).Distinct());
    }

    private static async Task<string> Text(string url, string by)
    {
        using var http = new HttpClient();
        if (by.Length > 0) http.DefaultRequestHeaders.Add("AkkaGame-As", by.Split(':')[0]);
        using var answer = await http.GetAsync(new Uri(url));
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task Send(string kind, string command, string by)
    {
        var answers = kind == "seal-decision" ? await Window() : (Guid?)null;
        var sent = await server.Command(game, kind, command, by, dec: answers);
        Assert.True(sent.Status == 200, $"{kind}: {sent.Text}");
    }

    private async Task<Guid> Window() =>
        (await server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("live").GetProperty("window").GetProperty("id").GetGuid();

    /// <summary>What nobody may see, and what none but who reads the journal may.</summary>
    private async Task<(Needles Hidden, Needles Boxes)> Hidden()
    {
        using var journal = SqliteJournal.Open(server.Folder["games.db"]);
        var id = new GameId(game);
        var groups = (await journal.Read(id, 0)).Groups;
        var secret = (await ((ISecrets)journal).Find(id)).Secret!;
        var boxes = new Needles();
        foreach (var happened in groups.SelectMany(static group => group.Events))
        {
            if (happened is DecisionSealed sealing) boxes.Add("a box", sealing.Box).Add("a commit", sealing.Commit);
            if (happened is StandingOrdersSealed orders) boxes.Add("a box", orders.Box).Add("a commit", orders.Commit);
        }

        var hidden = SecrecySpec.Hidden(secret, (await Recovery.Of(id, journal, journal)).Game.State, groups)
            .Add("a decision", "guardLines").Add("a decision", "shadePull").Add("a steal", "\"delayed\"");
        return (hidden, boxes);
    }
}
