using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Tests;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Recorded;

/// <summary>
/// The conversations in <c>docs/vectors</c>, held again: over real sockets, with fixed ids, a clock that stands, and nothing by chance, so
/// that they are the same to the byte.
/// </summary>
public sealed class VectorsTests : IAsyncLifetime
{
    private static readonly GameId game = new(Guid.Parse("0199a6b1-7c00-7000-8000-000000000001"));

    private readonly Ballpark park = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public Task A_scored_game_and_who_watches_it() => Kept("scored-game", "A scorer writes, a spectator follows.", async talk =>
    {
        await Ask(Id(1), Sample.Scorer, Sample.Create());
        await talk.Enter("scorer", Hello("scorer", "scorer@example.org", Id(100)));
        await talk.Enter("fan", Hello("spectator", null, Id(101), ""","view":true"""));
        foreach (var (number, command) in Sample.Beginning().Index())
            await talk.Ask(game, command with { Id = new(Id(2 + number)), By = new("scorer", Role.Scorer) });
        const string Facts = """{"facts":[{"key":"weather","value":"sunny"},{"key":"temp","value":"71"}]}""";
        await talk.Command("scorer", Cmd(4, "note-facts", Facts));
        await talk.Say("scorer", """{"t":"ping","n":7}""");
        await talk.Hear("scorer", ServerFrame.Pong);
        await talk.Say("fan", """{"t":"ack","seq":6}""");
        await talk.Say("fan", """{"t":"snap?"}""");
        await talk.Hear("fan", ServerFrame.Snap);
        await talk.Leave("fan");
    });

    [Fact]
    public Task Decisions_unseen_until_both_are_in() => Kept("sealed-decisions", "Two managers decide unseen; dice fall.", async talk =>
    {
        await Ask(Id(1), Table.Commissioner, Table.Creation());
        await talk.Enter("commissioner", Hello("commissioner", "commissioner", Id(100)));
        await talk.Enter("away", Hello("manager", "away", Id(101), ""","side":"away" """));
        await talk.Enter("home", Hello("manager", "home", Id(102), ""","side":"home","view":true"""));
        await talk.Enter("fan", Hello("spectator", null, Id(103)));
        var table = new Table(talk, game);
        await table.Sit(Side.Away);
        await table.Sit(Side.Home);
        await table.Do(Table.Commissioner, new ExchangeLineups(Table.Card('a'), Table.Card('h')));
        await table.Do(Table.Commissioner, new StartGame());
        await table.ToThePitch();
        await table.Defend(new() { Pitch = PitchPlan.IntentionalWalk });
        await table.Attack();
    });

    [Fact]
    public Task Coming_back() => Kept("coming-back", "Resume at each depth; the same command again.", async talk =>
    {
        await Ask(Id(1), Sample.Scorer, Sample.Create());
        await talk.Enter("first", Hello("scorer", "scorer@example.org", Id(100)));
        const string Facts = """{"facts":[{"key":"weather","value":"sunny"}]}""";
        await talk.Command("first", Cmd(2, "note-facts", Facts));
        var hash = talk.Frames[^1].Frame.GetProperty("h").GetString();
        await talk.Leave("first");
        await Ask(Id(3), Sample.Scorer, new NoteFacts([new("temp", "71"), new("wind", "none")]));

        await talk.Enter("missed", Hello("scorer", "scorer@example.org", Id(100), $$""","resume":{"seq":2,"hash":"{{hash}}"}"""));
        await talk.Command("missed", Cmd(2, "note-facts", Facts));
        await talk.Command("missed", Cmd(2, "note-facts", """{"facts":[{"key":"weather","value":"rain"}]}"""));
        await talk.Leave("missed");
        await talk.Enter("nothing-missed", Hello("scorer", "scorer@example.org", Id(100), ""","resume":{"seq":4}"""));
        await talk.Leave("nothing-missed");
        var other = new string('0', hash!.Length);
        await talk.Enter("another-hash", Hello("scorer", "scorer@example.org", Id(100), $$""","resume":{"seq":2,"hash":"{{other}}"}"""));
        await talk.Leave("another-hash");
        var resume = $$""","resume":{"seq":2,"hash":"{{hash}}"},"view":true""";
        await talk.Enter("missed-with-the-view", Hello("spectator", null, Id(101), resume));
        await talk.Leave("missed-with-the-view");
    });

    [Fact]
    public Task What_is_refused() => Kept("refusals", "Refused commands, frames and hellos, and how each ends.", async talk =>
    {
        await Ask(Id(1), Sample.Scorer, Sample.Create());
        await talk.Enter("scorer", Hello("scorer", "scorer@example.org", Id(100)));
        await talk.Command("scorer", Cmd(2, "note-nothing", "{}"));
        await talk.Command("scorer", Cmd(3, "note-facts", """{"facts":[{"key":"weather"},17]}"""));
        await talk.Command("scorer", Cmd(4, "note-facts", """{"facts":[]}"""));
        await talk.Command("scorer", Cmd(5, "note-facts", """{"facts":[{"key":"weather","value":"sunny"}]}""", ""","play":9"""));
        await talk.Say("scorer", """{"t":"wave"}""");
        await talk.Hear("scorer", ServerFrame.Error);
        await talk.Say("scorer", "no JSON");
        await talk.Closed("scorer");
        await talk.Enter("fan", Hello("spectator", null, Id(101)));
        await talk.Command("fan", Cmd(6, "note-facts", "{}"));
        await talk.Leave("fan");
        foreach (var (name, first) in ((string, string)[])
            [("from-tomorrow", """{"t":"hello","proto":[2],"role":"spectator"}"""), ("no-hello", """{"t":"ping","n":1}""")])
        {
            await talk.Connect(name);
            await talk.Say(name, first);
            await talk.Closed(name);
        }
    });

    [Fact]
    public Task Two_devices_of_one_manager() => Kept("two-devices", "Control, taken and left; the same session twice.", async talk =>
    {
        await Ask(Id(1), Table.Commissioner, Table.Creation());
        await talk.Enter("desk", Hello("manager", "home", Id(100), ""","side":"home" """));
        await talk.Enter("phone", Hello("manager", "home", Id(101), ""","side":"home" """));
        await talk.Command("phone", Cmd(2, "take-seat", """{"side":"Home"}"""));
        await talk.Say("phone", """{"t":"ctl"}""");
        await talk.Hear("phone", ServerFrame.Control);
        await talk.Hear("desk", ServerFrame.Control);
        await talk.Command("phone", Cmd(3, "take-seat", """{"side":"Home"}"""));
        await talk.Enter("phone-again", Hello("manager", "home", Id(101), ""","side":"home","resume":{"seq":2}"""));
        await talk.Closed("phone");
        await talk.Leave("phone-again");
        await talk.Hear("desk", ServerFrame.Control);
    });

    [Fact]
    public Task The_server_goes() => Kept("the-server-goes", "A goaway, and the close that follows.", async talk =>
    {
        await Ask(Id(1), Sample.Scorer, Sample.Create());
        await talk.Enter("scorer", Hello("scorer", "scorer@example.org", Id(100)));
        var going = park.Concourse.Drain();
        await talk.Hear("scorer", ServerFrame.GoAway);
        park.Time.Advance(TimeSpan.FromSeconds(1));
        await talk.Closed("scorer");
        while (!going.IsCompleted)
        {
            park.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5);
        }
    });

    private async Task Kept(string name, string says, Func<Conversation, Task> held)
    {
        var talk = new Conversation(park, game);
        talk.Title(says);
        await held(talk);
        Papers.Keeps($"docs/vectors/{name}.jsonl", talk.Text);
    }

    private async Task Ask(Guid id, Author by, GameCommand command) =>
        Assert.Null((await park.Engine.Ask(game, new(new(id), by, 0, command))).Refused);

    private static Guid Id(int number) => new(number, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 2]);

    private static string Hello(string role, string? token, Guid session, string more = "")
    {
        var his = token is null ? "" : $",\"token\":\"{token}\"";
        return $$"""{"t":"hello","proto":[1],"role":"{{role}}"{{his}},"sess":"{{session}}"{{more.TrimEnd()}}}""";
    }

    private static string Cmd(int id, string kind, string command, string more = "") =>
        $$"""{"t":"cmd","id":"{{Id(id)}}","k":"{{kind}}","d":{{command}}{{more}}}""";
}
