using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Messages.Tests;

/// <summary>
/// How each shape is written, and that what is not so written is refused with <see cref="JsonException"/>, never otherwise.
/// </summary>
public class JsonTests
{
    private static MessagesJson J => MessagesJson.Default;

    [Fact]
    public void A_play_is_written_short()
    {
        var play = new RecordPlay(
            3, Half.Bottom, new("lindf001"), new(1, 2), "CBFX",
            new([new(PlayCode.Out, Handlings: [new(Fielding("64"), Base.First), new(Fielding("43"))])],
                [new(Base.First, Base.Second, Fate.Out, Implied: true), new(Base.Batter, Base.First, Fate.Out, Implied: true)],
                Trajectory.GroundBall, "6", ["GDP"]));
        Assert.Equal(
            """
            {"inning":3,"half":"Bottom","batter":"lindf001","count":"12","pitches":"CBFX",
            "play":{"parts":[{"code":"Out","handlings":[{"by":"64","on":"First"},{"by":"43"}]}],
            "advances":[{"from":"First","to":"Second","fate":"Out","implied":true},{"to":"First","fate":"Out","implied":true}],
            "trajectory":"GroundBall","location":"6","annotations":["GDP"]}}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(play, J.RecordPlay));
    }

    [Fact]
    public void What_is_at_its_default_is_left_out()
    {
        Assert.Equal("{}", JsonSerializer.Serialize(new GameStarted(), J.GameStarted));
        Assert.Equal("{}", JsonSerializer.Serialize(DefensiveDecision.Normal, J.DefensiveDecision));
        Assert.Equal("{}", JsonSerializer.Serialize(OffensiveDecision.Normal, J.OffensiveDecision));
        Assert.Equal("""{"base":"Third","charged":"h0.1"}""", JsonSerializer.Serialize(
            new RunnerRecharged(Base.Third, new(Side.Home, 0, 1)), J.RunnerRecharged));
    }

    [Fact]
    public void A_decision_is_written_by_what_is_unusual_in_it() => Assert.Equal(
        """{"infield":"In","hold":{"first":"Off"},"pickoff":"First"}""",
        JsonSerializer.Serialize(
        new DefensiveDecision { Infield = Infield.In, Hold = new(First: Hold.Off), Pickoff = Base.First }, J.DefensiveDecision));

    /// <summary>A rule set is written whole: what it leaves out is zero or off, whatever a new rule set begins with.</summary>
    [Theory]
    [InlineData("mlb1982")]
    [InlineData("mlb2018")]
    [InlineData("mlb2020")]
    [InlineData("mlb2022")]
    [InlineData("mlb2023")]
    [InlineData("tabletop")]
    public void Rules_are_read_as_they_were_written(string preset)
    {
        foreach (
            var rules in new[] { RuleSet.Preset(preset)!, RuleSet.Preset(preset)! with { HomeEdge = false, Park = false, Roster = 0 } })
            Assert.Equal(rules, JsonSerializer.Deserialize(JsonSerializer.Serialize(rules, J.RuleSet), J.RuleSet));
        Assert.Equal(0, JsonSerializer.Deserialize("""{"name":"ours"}""", J.RuleSet)!.ScheduledInnings);
    }

    [Fact]
    public void Ids_of_players_are_shared_after_reading()
    {
        var one = JsonSerializer.Deserialize("""{"player":"lindf001","pitching":true,"hand":"Left"}""", J.HandSet)!;
        var other = JsonSerializer.Deserialize("""{"player":"lindf001","hand":"Right"}""", J.HandSet)!;
        Assert.Same(one.Player.Value, other.Player.Value);
    }

    /// <summary>
    /// Of two members with one name the last counts, and members nobody knows are skipped: the journal outlives the version that wrote
    /// it.
    /// </summary>
    [Fact]
    public void Unknown_members_are_skipped()
    {
        const string Body = """{"key":"umphome","colour":{"of":["shirt"]},"value":"wendh901"}""";
        Assert.Equal(new GameInfoNoted("umphome", "wendh901"), JsonSerializer.Deserialize(Body, J.GameInfoNoted));
    }

    [Theory]
    [InlineData("count", "\"\"")]
    [InlineData("count", "\"3\"")]
    [InlineData("count", "\"42\"")]
    [InlineData("count", "\"03\"")]
    [InlineData("count", "\"0 \"")]
    [InlineData("count", "\"123\"")]
    [InlineData("count", "12")]
    [InlineData("count", "null")]
    [InlineData("batter", "7")]
    [InlineData("batter", "null")]
    [InlineData("batter", "{}")]
    [InlineData("inning", "256")]
    [InlineData("inning", "-1")]
    [InlineData("inning", "1.5")]
    [InlineData("inning", "\"one\"")]
    [InlineData("half", "\"Middle\"")]
    [InlineData("half", "true")]
    [InlineData("play", "[]")]
    [InlineData("play", "{\"parts\":{}}")]
    [InlineData("play", "{\"parts\":[null]}")]
    [InlineData("play", "{\"parts\":\"S8\"}")]
    [InlineData("play", "{\"parts\":[{\"code\":\"Homer\"}]}")]
    [InlineData("play", "{\"parts\":[{\"code\":\"Out\",\"handlings\":[{\"by\":\"6-3\"}]}]}")]
    [InlineData("play", "{\"parts\":[{\"code\":\"Out\",\"handlings\":[{\"by\":63}]}]}")]
    [InlineData("play", "{\"parts\":[{\"code\":\"Out\",\"handlings\":[{\"by\":\"12345678912345678\"}]}]}")]
    [InlineData("play", "{\"annotations\":[7]}")]
    [InlineData("battingSlot", "{\"slot\":300}")]
    [InlineData("batsNow", "{\"player\":\"x\"}")]
    [InlineData("batsNow", "[{\"player\":[]}]")]
    public void A_bad_member_is_refused(string member, string value)
    {
        string[] members = ["inning", "half", "batter", "count", "play"];
        string[] good = ["3", "\"Top\"", "\"lindf001\"", "\"12\"", "{\"parts\":[{\"code\":\"Single\"}]}"];
        string Body(string name, string text) =>
            "{" + string.Join(',', members.Zip(good).Where(m => m.First != name).Select(m => $"\"{m.First}\":{m.Second}")
            .Append($"\"{name}\":{text}")) + "}";

        Assert.NotNull(JsonSerializer.Deserialize(Body("pitches", "\"CX\""), J.RecordPlay));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(Body(member, value), J.RecordPlay));
    }

    public static TheoryData<string, string> BadTexts() => new()
    {
        { "place", "\"a4\"" },
        { "place", "\"a4.0.0.0.0.0.0.0.0\"" },
        { "place", "\"x4.0\"" },
        { "place", "40" },
        { "place", "null" },
        { "place", "[]" },
        { "author", "" },
        { "author", "nul" },
        { "author", "{" },
        { "author", "{\"who\":\"x\",}" },
        { "author", "[]" },
        { "author", "\"x\"" },
        { "author", "{\"who\":\"\\ud800\"}" },
        { "author", "{\"who\":7}" },
        { "author", "{} {}" },
        { "hand", "{\"player\":\"x\",\"hand\":\"Third\"}" },
        { "hand", "{\"player\":\"x\",\"pitching\":1}" },
        { "created", "{\"date\":\"2018-02-30\"}" },
        { "created", "{\"date\":20180406}" },
        { "created", "{\"rules\":{\"mercy\":[{\"lead\":-1}]}}" },
        { "created", "{\"facts\":[[]]}" },
    };

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void A_bad_text_is_refused(string shape, string text)
    {
        JsonTypeInfo json = shape switch
        {
            "place" => J.LineupEntry,
            "author" => J.Author,
            "hand" => J.HandSet,
            _ => J.GameCreated,
        };
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(text, json));
    }

    /// <summary>A socket hands over a frame in pieces; a value may be cut anywhere.</summary>
    [Fact]
    public void A_body_in_pieces_is_read_as_one()
    {
        var play = new RecordPlay(
            3, Half.Bottom, new("lindf001"), new(1, 2), "CX", new([new(PlayCode.Out, Handlings: [new(Fielding("6E3"))])], []));
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(play, J.RecordPlay));
        for (var cut = 1; cut < body.Length; cut++)
        {
            var last = new Piece(body.AsMemory(cut), cut, null);
            var pieces = new ReadOnlySequence<byte>(new Piece(body.AsMemory(0, cut), 0, last), 0, last, body.Length - cut);
            var reader = new Utf8JsonReader(pieces);
            Assert.Equal(play, JsonSerializer.Deserialize(ref reader, J.RecordPlay));
        }
    }

    private static Fielding Fielding(string text) => Messages.Fielding.TryParse(text, out var fielding) ? fielding : default;

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long at, Piece? next) => (Memory, RunningIndex, Next) = (memory, at, next);
    }
}
