using System.Text;
using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

public class StateJsonTests
{
    private static readonly string[] firstHalf =
        ["S8", "SB2", "W", "64(1)3/GDP", "D7/L.2-H", "E6.2-3", "POCS2(1361)"];

    [Fact]
    public void Every_state_of_a_game_is_read_back_equal()
    {
        var game = Scenario.Start();
        RoundTrips(GameState.New(game.State.Id));
        RoundTrips(game.State);
        foreach (var play in firstHalf) RoundTrips(game.Plays(play).State);
        RoundTrips(game.Sub('h', 1, "pinch", Position.PinchHitter, "12").State);
        RoundTrips(game.Plays("K", "K", "K").State);
        RoundTrips(game.Sub('h', 1, "glove", Position.CenterField, "??").State);
        for (var inning = 2; inning <= 9; inning++)
        {
            RoundTrips(game.Plays("HR/F7", "K").State);
            RoundTrips(game.Plays("K", "K").State);
            RoundTrips(game.Plays("K", "K", "K").State);
        }

        RoundTrips(game.Do(new NamePitchersOfRecord(new("ap"), null, null)).State);
        Assert.True(game.Game.IsOver);
    }

    [Fact]
    public void Rules_at_the_zero_of_their_type_are_read_back_so()
    {
        var rules = new RuleSet
        {
            Name = "zeros", ScheduledInnings = 7, OfficialAfter = 0, BattingFirst = Side.Home, Dh = DhRule.None, MinBatters = 0, Roster = 0,
            DecisionClockMs = 0, CorrectionWindowHours = 0, HomeEdge = false, Park = false, Mercy = [new(10, 5)],
            AutoRunner = new(10, Base.Second),
        };

        RoundTrips(Scenario.Start(rules, dh: false).Plays("S7", "K").State);
    }

    [Fact]
    public void A_place_in_progress_is_written_shortly_and_nothing_at_its_default()
    {
        var json = Encoding.UTF8.GetString(StateJson.Write(Scenario.Start().Plays("S8").State));

        Assert.StartsWith("""{"id":"00000000-0000-7000-8000-000000000001","ledger":{"seq":""", json, StringComparison.Ordinal);
        Assert.Contains("""{"first":{"entry":"a1.0",""", json, StringComparison.Ordinal);
        Assert.DoesNotContain("outs\":0", json, StringComparison.Ordinal);
        Assert.DoesNotContain(":false", json, StringComparison.Ordinal);
        Assert.DoesNotContain(":null", json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_command_takes_24_bytes_big_endian()
    {
        var book = ReceiptBook.Empty.Add(new(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 0x01020304, 0xFFFEFDFC));
        var state = GameState.New(new(Guid.Empty));

        using var json = JsonDocument.Parse(StateJson.Write(state with { Ledger = state.Ledger with { Receipts = book } }));

        var packed = json.RootElement.GetProperty("ledger").GetProperty("receipts").GetBytesFromBase64();
        Assert.Equal("00112233445566778899AABBCCDDEEFF01020304FFFEFDFC", Convert.ToHexString(packed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"00000000-0000-7000-8000-000000000001\",\"ledger\":{\"receipts\":\"AAAA\"},\"game\":{}}")]
    [InlineData("{\"id\":\"00000000-0000-7000-8000-000000000001\",\"ledger\":{\"receipts\":7},\"game\":{}}")]
    [InlineData("{\"id\":7}")]
    public void What_is_not_a_state_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => StateJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Names_read_back_are_shared()
    {
        var encoded = StateJson.Write(Scenario.Start().State);

        var (one, other) = (StateJson.Read(encoded), StateJson.Read(encoded));

        Assert.Same(one.Game.Batter!.Value.Name, other.Game.Batter!.Value.Name);
        Assert.Same(one.Game.Fixture!.League, other.Game.Fixture!.League);
    }

    [Fact]
    public void Another_state_has_another_hash()
    {
        var game = Scenario.Start();
        var hashes = new HashSet<string> { Hash(game.State) };
        foreach (var play in firstHalf) Assert.True(hashes.Add(Hash(game.Plays(play).State)));
    }

    [Fact]
    public void A_summary_follows_the_game_and_is_read_back_equal()
    {
        Assert.Null(GameSummary.Of(GameState.New(new(Guid.Empty))));
        var summary = GameSummary.Of(Scenario.Start().Plays("HR/F7", "E6", "K", "K", "K").State)!;

        Assert.Equal((GameStatus.InProgress, 1, Half.Bottom), (summary.Status, summary.Inning, summary.Half));
        Assert.Equal((new LineTotals(1, 1, 0), new LineTotals(0, 0, 1)), (summary.AwayTotals, summary.HomeTotals));
        Assert.Equal(summary, GameSummary.FromJson(summary.ToJson()));
        Assert.Throws<JsonException>(() => GameSummary.FromJson("null"u8));
    }

    private static void RoundTrips(GameState state)
    {
        var encoded = StateJson.Write(state);
        var read = StateJson.Read(encoded);
        Assert.Equal(state, read);
        Assert.Equal(encoded, StateJson.Write(read));
        Assert.Equal(StateHash.Of(state), StateHash.Of(encoded.AsSpan()));
    }

    private static string Hash(GameState state) => Convert.ToHexString(StateHash.Of(state));
}
