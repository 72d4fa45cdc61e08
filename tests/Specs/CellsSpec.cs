using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every memory of the leagues' cards does, wherever it keeps things.</summary>
public abstract class CellsSpec
{
    private const string OurLeague = "ours";

    private static readonly CellKey somewhere = new(
        OurLeague, "1978", new("lindf001"), Hand.Left, 2, 7, 13, "5+2", "hold1=Hold bunt=Sacrifice", "matchup");

    private static readonly GameId first = new(new("018f0000-0000-7000-8000-000000000001"));
    private static readonly GameId second = new(new("f18f0000-0000-7000-8000-000000000002"));

    protected abstract ICells Cells { get; }

    /// <summary>A league to each test: some stores outlive one.</summary>
    private readonly CellKey place = somewhere with { League = $"{OurLeague} {Guid.NewGuid()}" };

    public static TheoryData<CellKey> Others => new(
        somewhere with { League = "another" }, somewhere with { Edition = "1979" }, somewhere with { Card = new("lindf002") },
        somewhere with { Against = Hand.Right }, somewhere with { D6 = 3 }, somewhere with { Sum = 8 }, somewhere with { D20 = 14 },
        somewhere with { Situation = "5" }, somewhere with { Decisions = "" }, somewhere with { Purpose = "range:4-7-1" });

    [Fact]
    public async Task What_was_said_is_remembered_whole()
    {
        var said = Said("Single | 7 | LineDrive", at: long.MaxValue, ruled: true);

        Assert.True(await Cells.Keep([said]));

        Assert.Equal([said], await Cells.Recall([place]));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Another_place_says_nothing(CellKey other)
    {
        await Cells.Keep([Said("Single |  | ")]);

        Assert.Empty(await Cells.Recall([other.League == OurLeague ? other with { League = place.League } : other]));
    }

    [Fact]
    public async Task A_row_that_is_not_split_and_its_parts_speak_for_one_another()
    {
        var (whole, part, other) = (Said("Walk |  | ", d20: 0), Said("Walk |  | ", d20: 3), Said("Walk |  | ", d20: 4));
        await Cells.Keep([whole, part, other]);

        Assert.Equal([whole, part], await Cells.Recall([place with { D20 = 3 }]));
        Assert.Equal([whole, part, other], (await Cells.Recall([place with { D20 = 0 }])).OrderBy(static one => one.Key.D20));
    }

    [Fact]
    public async Task Several_places_are_asked_for_at_once()
    {
        var (one, other) = (Said("roll range |  | "), Said("Out | 6 | ") with { Key = place with { Purpose = "range:1-2-3" } });
        await Cells.Keep([one, other]);

        Assert.Equal([one, other], (await Cells.Recall([one.Key, other.Key])).OrderBy(static said => said.Key.Purpose.Length));
    }

    [Fact]
    public async Task Nothing_to_keep_is_kept()
    {
        Assert.True(await Cells.Keep([]));
        Assert.Empty(await Cells.Recall([]));
    }

    [Theory]
    [InlineData("1 plain", "2 plain", "1 plain")]
    [InlineData("1 plain", "2 ruled", "2 ruled")]
    [InlineData("1 ruled", "2 plain", "1 ruled")]
    [InlineData("2 ruled", "3 ruled", "3 ruled")]
    [InlineData("2 plain", "2 plain other", "2 plain")]
    [InlineData("2 ruled", "2 ruled other", "2 ruled other")]
    public async Task Of_two_readings_one_stands_in_whatever_order_and_however_often_they_come(string one, string other, string stands)
    {
        string[][] orders = [[one, other], [other, one], [one, other, one, other]];
        foreach (var order in orders)
        {
            var at = place with { Card = new($"p{Array.IndexOf(orders, order)}") };
            foreach (var said in order) await Cells.Keep([Of(said) with { Key = at }]);

            Assert.Equal([stands], (await Cells.Recall([at])).Select(static kept => kept.Says));
        }
    }

    private CellMemory Of(string words) => Said(words, words[0] - '0', words.Contains("ruled", StringComparison.Ordinal)) with
    {
        Game = words.EndsWith("other", StringComparison.Ordinal) ? second : first,
    };

    private CellMemory Said(string says, long at = 1, bool ruled = false, byte d20 = 13) =>
        new(place with { D20 = d20 }, says, first, 7, at, ruled);
}
