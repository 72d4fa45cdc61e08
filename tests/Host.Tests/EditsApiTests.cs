using System.Net.Http.Headers;
using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary>What an answer shows once the past was put right: what counts, and at each seq what was true then.</summary>
public sealed class EditsApiTests(PlayServer server) : IClassFixture<PlayServer>
{
    private static readonly ScoredPlay single = new([new(PlayCode.Single)], [new(Base.Batter, Base.First, Fate.Safe, Implied: true)]);

    private static readonly ScoredPlay error = new(
        [new(PlayCode.ErrorMade, Handlings: [new(Fielding.ErrorOf(Position.Shortstop))])],
        [new(Base.Batter, Base.First, Fate.SafeOnError, Implied: true)]);

    private static readonly ScoredPlay strikeout =
        new([new(PlayCode.Strikeout)], [new(Base.Batter, Base.First, Fate.Out, Implied: true)]);

    [Fact]
    public async Task Box_plays_and_export_follow_a_scoring_change_and_the_state_then_stays()
    {
        var (game, hit) = await AfterASingle();

        var head = await Does(game, new ChangeScoring(hit, error, "rule 9.12(a)"), "scorer", hit);

        var path = $"/api/v1/games/{game}";
        var batting = (await server.Get(path + "/box")).Body.GetProperty("away").GetProperty("totals").GetProperty("batting");
        Assert.Equal(0, batting.GetProperty("hits").GetInt32());
        var told = (await server.Get(path + "/plays")).Body.GetProperty("plays").EnumerateArray().Single(play => Seq(play) == hit);
        Assert.Contains("error", told.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(",E6", await Export(game), StringComparison.Ordinal);
        Assert.Equal((1, 0), (await Hits(game, hit), await Hits(game, head)));
        Assert.Equal("scoring-changed", (await Last(game)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_a_correction_took_back_is_told_no_more_and_its_event_is_shown_as_it_is()
    {
        var (game, hit) = await AfterASingle();
        var events = (await server.Get($"/api/v1/games/{game}/events")).Body.GetProperty("events").GetArrayLength();

        var refused = await Sends(game, new CorrectHistory(hit, [hit + 7], "foul"), "commissioner", hit);
        Assert.Equal((422, "ILLEGAL", "keep[0]", "no-fact"), refused.Refused);
        refused = await Sends(game, new CorrectHistory(hit, [], "foul"), "scorer", hit);
        Assert.Equal((403, "FORBIDDEN", "by", "commissioner-only"), refused.Refused);
        var head = await Does(game, new CorrectHistory(hit, [], "foul"), "commissioner", hit);

        var path = $"/api/v1/games/{game}";
        Assert.DoesNotContain((await server.Get(path + "/plays")).Body.GetProperty("plays").EnumerateArray(), play => Seq(play) == hit);
        Assert.DoesNotContain("\nplay,", await Export(game), StringComparison.Ordinal);
        Assert.Equal(events + 1, (await server.Get(path + "/events")).Body.GetProperty("events").GetArrayLength());
        Assert.Equal((1, 0), (await Hits(game, hit), await Hits(game, head)));
        await Does(game, Play("a1", strikeout), "scorer", head);
    }

    /// <summary>A scored game whose first batter has singled, and the seq of that.</summary>
    private async Task<(Guid, int)> AfterASingle()
    {
        var id = Guid.CreateVersion7();
        var made = await server.Post("/api/v1/games", $$"""{"id":"{{id}}","away":"AWY","home":"HOM","mode":"Scored"}""", "scorer");
        Assert.Equal(201, made.Status);
        await Does(id, new ExchangeLineups(Card('a'), Card('h')), "scorer", 0);
        await Does(id, new StartGame(), "scorer", 0);
        return (id, await Does(id, Play("a1", single), "scorer", 0));
    }

    private static RecordPlay Play(string batter, ScoredPlay play) => new(1, Half.Top, new(batter), Count.Unknown, null, play);

    private static LineupCard Card(char side) => new(
        [.. Enumerable.Range(1, 9).Select(slot => new LineupPlace((byte)slot, new($"{side}{slot}"), $"{side}{slot}", (Position)slot))]);

    /// <summary>The last seq of what the command yields.</summary>
    private async Task<int> Does(Guid game, GameCommand command, string by, int seen)
    {
        var answer = await Sends(game, command, by, seen);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Body.GetProperty("to").GetInt32();
    }

    private Task<Answered> Sends(Guid game, GameCommand command, string by, int seen)
    {
        var name = WireNames.Of(command);
        return server.Command(game, name.Name, JsonSerializer.Serialize(command, name.Json), by, seen);
    }

    private async Task<int> Hits(Guid game, int at) =>
        (await server.Get($"/api/v1/games/{game}/state?at={at}")).Body.GetProperty("away").GetProperty("hits").GetInt32();

    private async Task<JsonElement> Last(Guid game) =>
        (await server.Get($"/api/v1/games/{game}/events")).Body.GetProperty("events").EnumerateArray().Last();

    private async Task<string> Export(Guid game)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        return await client.GetStringAsync($"{server.Url}/api/v1/games/{game}/export");
    }

    private static int Seq(JsonElement play) => play.GetProperty("seq").GetInt32();
}
