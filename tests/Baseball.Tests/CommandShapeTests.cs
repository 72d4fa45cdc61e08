using AkkaGame.Messages;
using static AkkaGame.Baseball.Tests.Scenario;

namespace AkkaGame.Baseball.Tests;

/// <summary>What JSON may leave out or number wrongly is refused by name, before any rule is asked.</summary>
public class CommandShapeTests
{
    private static readonly CreateGame create = new(
        "test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Scored, RuleSet.Mlb2018);

    [Fact]
    public void A_play_without_its_play_is_refused()
    {
        var game = Start();
        Assert.Equal(("play", "missing"), Broken(game.Refused(game.Play("S8") with { Play = null! })));
    }

    [Fact]
    public void Choices_that_name_nothing_are_refused()
    {
        var game = Start();
        var play = game.Play("S8");
        var fate = play.Play with { Advances = [play.Play.Advances[0] with { Fate = (Fate)9 }] };

        Assert.Equal(("half", "choice"), Broken(game.Refused(play with { Half = (Half)7 })));
        Assert.Equal(("play.advances[0].fate", "choice"), Broken(game.Refused(play with { Play = fate })));
        Assert.Equal(("battingSlot.side", "choice"), Broken(game.Refused(play with { BattingSlot = new((Side)5, 3) })));
        Assert.Equal(
            ("announcements[0].side", "choice"),
            Broken(game.Refused(new Substitute([Announce('h', 1, "hx", Position.CenterField) with { Side = (Side)5 }]))));
        Assert.Equal(("winner", "choice"), Broken(game.Refused(new ForfeitGame((Side)3, "no"))));
    }

    [Theory]
    [InlineData("rules", "missing")]
    [InlineData("league", "missing")]
    [InlineData("rules.battingFirst", "choice")]
    [InlineData("facts[0].key", "empty")]
    [InlineData("rules.mercy[0].lead", "lead")]
    [InlineData("rules.maxInnings", "innings")]
    [InlineData("rules.scheduledInnings", "innings")]
    [InlineData("away", "team-id")]
    [InlineData("home", "two-clubs")]
    public void A_game_is_created_whole_or_not_at_all(string field, string rule)
    {
        var command = field switch
        {
            "rules" => create with { Rules = null! },
            "league" => create with { League = null! },
            "rules.battingFirst" => create with { Rules = RuleSet.Mlb2018 with { BattingFirst = (Side)5 } },
            "facts[0].key" => create with { Facts = [new(null!, "x")] },
            "rules.mercy[0].lead" => create with { Rules = RuleSet.Mlb2018 with { Mercy = [new(0, 7)] } },
            "rules.maxInnings" => create with { Rules = RuleSet.Mlb2018 with { MaxInnings = 5 } },
            "rules.scheduledInnings" => create with { Rules = new RuleSet { Name = "mine" } },
            "away" => create with { Away = new("a club's whole name") },
            "home" => create with { Home = new("AWY") },
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
        var state = GameState.New(new GameId(Guid.Empty));
        var verdict = GameRules.Decide(state, new(new(Guid.Empty), Author.System, 0, command), new(0));

        Assert.Equal((field, rule), Broken(verdict.Refused!));
    }

    [Theory]
    [InlineData("nine-batters")]
    [InlineData("nine-fielders")]
    [InlineData("slot-0")]
    [InlineData("player-twice")]
    [InlineData("player-on-both-cards")]
    public void A_card_names_nine_batters_and_nine_fielders(string rule)
    {
        var places = Card('h').Places.AsSpan().ToArray().ToList();
        switch (rule)
        {
            case "nine-batters": places.RemoveAt(2); break;
            case "nine-fielders": places.RemoveAt(9); break;
            case "slot-0":
                places[5] = places[5] with { Position = Position.Pitcher };
                places[9] = places[9] with { Position = Position.DesignatedHitter };
                places = [places[9], .. places[..9]];
                break;
            case "player-twice": places[3] = places[3] with { Player = new("h1") }; break;
            default: places[0] = places[0] with { Player = new("a4") }; break;
        }

        var refused = Assert.Throws<InvalidOperationException>(() => StartWith(Card('a'), new([.. places])));
        Assert.Contains(rule, refused.Message, StringComparison.Ordinal);
    }

    private static (string?, string?) Broken(Refusal refused) => (refused.Field, refused.Rule);
}
