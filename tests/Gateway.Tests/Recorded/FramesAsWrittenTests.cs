using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;
using AkkaGame.Tests;

namespace AkkaGame.Gateway.Tests.Recorded;

/// <summary>Every frame that is sent, either way, has the shape that <c>docs/asyncapi.yaml</c> gives it, and no member beside.</summary>
public sealed class FramesAsWrittenTests : IAsyncLifetime
{
    private static readonly JsonObject schemas = Papers.Sockets()["components"]!["schemas"]!.AsObject();

    private static readonly string[] played =
    [
        "seat-taken", "lineups-exchanged", "game-started", "half-opened", "nonce-given", "key-mixed", "key-revealed", "decision-sealed",
        "decisions-revealed", "dice-rolled", "play-made", "half-closed", "game-ended",
    ];

    private readonly SchemaChecker checker = new(schemas);
    private readonly Ballpark park = new(new() { CommandRate = 100_000, CommandBurst = 100_000 });
    private readonly HashSet<string> seen = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public async Task Whole_games_with_all_that_may_happen_beside_them()
    {
        await Check(await PlayedByTwo());
        await Check(await Computers());
        await Check(await Slow());
        await Check(await Odd());

        static bool IsFrame(string name) => name.Contains('.', StringComparison.Ordinal);
        Assert.Equal(schemas.Select(static one => one.Key).Where(IsFrame).Order(), seen.Where(IsFrame).Order());
        // What a played game is made of was there.
        Assert.Empty(played.Except(seen));
        Assert.Empty(((string[])[ServerFrame.Presence, ServerFrame.Clock, ServerFrame.Crowd]).Except(seen));
    }

    [Fact]
    public async Task Every_conversation_in_the_papers_has_the_shapes_too()
    {
        var files = Directory.GetFiles(Papers.At("docs/vectors"), "*.jsonl");
        Assert.True(files.Length >= 6);
        foreach (var line in files.SelectMany(File.ReadLines))
        {
            var said = JsonNode.Parse(line)!;
            if (said["client"] is JsonObject sent && IsWellFormed(sent)) await Checked(fromClient: true, sent);
            if (said["server"] is JsonObject heard) await Checked(fromClient: false, heard);
        }
    }

    /// <summary>What is refused for what it is has no shape.</summary>
    private static bool IsWellFormed(JsonObject sent) => (string?)sent["t"] != "wave" && (string?)sent["k"] != "note-nothing"
        && !sent.ToJsonString().Contains(",17]", StringComparison.Ordinal);

    /// <summary>Two managers play to the end, over their sockets; others watch, with and without the view.</summary>
    private async Task<Conversation> PlayedByTwo()
    {
        var game = Sample.NewGame();
        var talk = new Conversation(park, game);
        var rules = RuleSet.Mlb2018 with { ScheduledInnings = 2, OfficialAfter = 1, MaxInnings = 2, DecisionClockMs = 60_000 };
        Assert.Null((await park.Engine.Ask(game, new(Sample.NewCommand(), Table.Commissioner, 0, Table.Creation(rules)))).Refused);
        await talk.Enter("commissioner", Hello("commissioner", "commissioner"));
        await talk.Enter("away", Hello("manager", "away", ""","side":"away","client":"tests 1" """));
        await talk.Enter("home", Hello("manager", "home", ""","side":"home","view":true"""));
        await talk.Enter("fan", Hello("spectator", null, ""","view":true"""));
        var table = new Table(talk, game);
        await table.Sit(Side.Away);
        await table.Sit(Side.Home);
        await table.Do(Table.Commissioner, new ExchangeLineups(Table.Card('a'), Table.Card('h')));
        await table.Do(Table.Commissioner, new StartGame());
        await table.ToThePitch();
        // The crowd, the clock and who is there are told of as time passes.
        await park.Pass(TimeSpan.FromSeconds(6));
        await table.Play(static state => state.Game.IsOver);
        foreach (var (name, frame) in ((string, string)[])
            [("home", """{"t":"ack","seq":3}"""), ("home", """{"t":"auth","token":"home"}"""), ("home", """{"t":"ping","n":1}""")])
            await talk.Say(name, frame);
        await talk.Hear("home", ServerFrame.Pong);
        await talk.Say("fan", """{"t":"snap?"}""");
        await talk.Hear("fan", ServerFrame.Snap);
        var before = talk.Frames.Count;
        await talk.Enter("late", Hello("spectator", null, ""","resume":{"seq":1},"view":true"""));
        Assert.Contains("evs", talk.Frames.Skip(before).Select(static one => one.Frame.GetProperty("t").GetString()));
        return talk;
    }

    /// <summary>A game that nobody decides: one command, and a whole game of groups.</summary>
    private async Task<Conversation> Computers()
    {
        var game = Sample.NewGame();
        var talk = new Conversation(park, game);
        var rules = RuleSet.Mlb2018 with { ScheduledInnings = 1, OfficialAfter = 1, MaxInnings = 1, DecisionClockMs = 0 };
        await new Table(park.Engine, game).Begin(rules, away: 1, home: 1);
        await talk.Enter("fan", Hello("spectator", null, ""","resume":{"seq":1},"view":true"""));
        return talk;
    }

    /// <summary>A spectator who reads nothing while much happens.</summary>
    private async Task<Conversation> Slow()
    {
        var game = await park.NewGame();
        var talk = new Conversation(park, game);
        await talk.Enter("fan", Hello("spectator", null));
        var text = new string('x', 400);
        for (var group = 0; group < 3000; group++)
        {
            var facts = Enumerable.Range(0, 10).Select(_ => new GameFact("note", text));
            await park.Engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, 0, new NoteFacts([.. facts])));
        }

        await talk.Hear("fan", ServerFrame.Gap);
        await talk.Hear("fan", ServerFrame.Snap);
        // Thousands of one kind tell no more than a few.
        if (talk.Frames.Count > 22) talk.Frames.RemoveRange(20, talk.Frames.Count - 22);
        return talk;
    }

    /// <summary>Refusals, two devices, and a server that goes.</summary>
    private async Task<Conversation> Odd()
    {
        var game = await park.NewGame();
        var talk = new Conversation(park, game);
        await talk.Enter("scorer", Hello("scorer", "scorer"));
        await talk.Command("scorer", $$"""{"t":"cmd","id":"{{Guid.CreateVersion7()}}","k":"note-facts","d":{},"why":"to see"}""");
        await talk.Enter("one", Hello("manager", "ada", ""","side":"home" """));
        await talk.Enter("two", Hello("manager", "ada", ""","side":"home" """));
        await talk.Say("two", """{"t":"ctl"}""");
        await talk.Hear("one", ServerFrame.Control);
        await talk.Say("one", """{"t":"hello","proto":[1],"role":"spectator"}""");
        await talk.Hear("one", ServerFrame.Error);
        var going = park.Concourse.Drain();
        await talk.Hear("scorer", ServerFrame.GoAway);
        while (!going.IsCompleted)
        {
            park.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5);
        }

        return talk;
    }

    private async Task Check(Conversation talk)
    {
        foreach (var (fromClient, frame) in talk.Frames) await Checked(fromClient, JsonNode.Parse(frame.GetRawText())!.AsObject());
    }

    private async Task Checked(bool fromClient, JsonObject frame)
    {
        var kind = frame["t"]!.GetValue<string>();
        var name = (fromClient ? "client." : "server.") + kind.TrimEnd('?');
        seen.Add(name);
        await checker.Holds(Reference(name), frame, name);
        // The shape that goes with the name, not just any of them. What is refused may be called anything.
        if (kind is ServerFrame.Ephemeral) seen.Add((string)frame["k"]!);
        if (kind is ServerFrame.Event) await Named(name, frame);
        if (kind is ServerFrame.Events) foreach (var one in frame["e"]!.AsArray()) await Named("event", one!.AsObject());
        if (kind is ClientFrame.Command) await Named(name, frame);
    }

    private async Task Named(string name, JsonObject frame)
    {
        var kind = frame["k"]!.GetValue<string>();
        seen.Add(kind);
        var shape = (string)schemas[name]!["properties"]!["d"]!["x-by-name"]![kind]!;
        await checker.Holds(new JsonObject { ["$ref"] = shape }, frame["d"]!, $"{name} {kind}");
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static string Hello(string role, string? token, string more = "")
    {
        var his = token is null ? "" : $",\"token\":\"{token}\"";
        return $$"""{"t":"hello","proto":[1],"role":"{{role}}"{{his}},"sess":"{{Guid.CreateVersion7()}}"{{more.TrimEnd()}}}""";
    }
}
