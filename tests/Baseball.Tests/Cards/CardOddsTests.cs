using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.Cards;

/// <summary>Of a game with cards the dice are verified and the odds are not: game.md section 12, rule 7.</summary>
public class CardOddsTests
{
    [Fact]
    public void A_game_with_cards_says_everywhere_that_its_odds_are_not_verified()
    {
        var game = CardTable.Start().Plays("S8");
        var box = BoxScore.Of(game.State.Id, game.Events);

        Assert.Equal("unverified", Views.Of(game.State, Role.Spectator)!.Live!.Odds);
        Assert.Equal("unverified", box.Fact("odds"));
        Assert.Contains("Odds not verified", NewspaperBox.Of(box), StringComparison.Ordinal);
        Assert.Contains(new GameFact("odds", "unverified"), game.Events.OfType<GameCreated>().Single().Facts);
    }

    [Fact]
    public void A_game_with_the_servers_charts_says_nothing_of_the_kind()
    {
        var game = LiveScenario.Start();

        Assert.Null(Views.Of(game.State, Role.Spectator)!.Live!.Odds);
        Assert.Empty(game.Events.OfType<GameCreated>().Single().Facts);
    }

    [Fact]
    public void Nobody_else_says_what_its_odds_are()
    {
        var creation = LiveScenario.Creation(CardTable.Rules) with { Facts = [new("odds", "verified"), new("weather", "fair")] };
        var game = LiveScenario.Nothing().Do(LiveScenario.Commissioner, creation);

        Assert.Equal([new("weather", "fair"), new GameFact("odds", "unverified")], game.Only<GameCreated>().Facts);
        var refused = game.Refused(LiveScenario.Commissioner, new NoteFacts([new("weather", "rain"), new("odds", "verified")]));
        Assert.Equal(("facts[1].key", "odds"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void What_lies_on_the_table_is_everybodys_to_see()
    {
        var game = CardTable.Start().Rolls();
        var reader = game.Asked();
        game.Do(reader, new RollForCard("range")).Read("E6/G");
        game.Do(reader.Other(), new DisputeOutcome(game.Matchup().Number, CardTable.Play("63/G")));

        var play = Views.Of(game.State, Role.Spectator)!.Live!.UnderWay!;

        Assert.Equal([null, "range"], play.Rolls.Select(roll => roll.For));
        Assert.Equal((true, PlayCode.Out, PlayCode.ErrorMade), (play.Disputed, play.Objection!.Code, play.Reading!.Reading.Code));
    }
}
