using AkkaGame.Baseball.Tests.Cards;
using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>A slip of the pen in a game with cards: the same roll and the same decisions, read otherwise.</summary>
public class RereadTests
{
    private static readonly AnswerTakeBack yes = new(Agreed: true);

    [Fact]
    public void The_same_roll_is_read_otherwise_and_the_play_is_made_of_that()
    {
        var game = CardTable.Start().Plays("K", "S8");
        var (old, rolls, key) = (game.Only<PlayMade>(), game.Live.Dice.Rolls, game.Live.Dice.Key);

        game.Do(Side.Home, Ask("D8")).Do(Side.Away, yes);

        var play = game.Only<PlayMade>();
        Assert.Equal((PlayCode.Double, 2), (play.Code, play.Number));
        Assert.Equal((old.Decision, old.Rolls), (play.Decision, play.Rolls));
        Assert.Equal((rolls, key), (game.Live.Dice.Rolls, game.Live.Dice.Key));
        Assert.Equal("a2", game.On(Base.Second));
        Assert.Equal(WindowKind.Pitch, game.Window!.Kind);
        Assert.True(game.Only<OutcomeRead>().Overrules);
        Assert.Equal((0, 0), (game.Live.Away.TakeBacks, game.Live.Home.TakeBacks));
        Assert.Equal(
            [PlayCode.Strikeout, PlayCode.Double], EffectiveHistory.Events(game.Groups).OfType<PlayMade>().Select(one => one.Code));
    }

    [Fact]
    public void What_the_play_brought_after_it_goes_with_it()
    {
        var game = CardTable.Start().Plays("K", "K", "K");
        Assert.Equal(Half.Bottom, game.Game.Half);

        game.Do(Side.Away, Ask("S8")).Do(Side.Home, yes);

        Assert.Equal((Half.Top, (byte)2, "a3"), (game.Game.Half, game.Game.Outs, game.On(Base.First)));
        game.Plays("K");
        Assert.Equal(Half.Bottom, game.Game.Half);
        // No roll under a key that was shown when the half had ended.
        Assert.Null(DiceAudit.Of(game.State.Id, game.Groups).Wrong);
    }

    [Fact]
    public void It_may_be_read_anew_as_often_as_both_agree_but_only_until_the_next_reveal()
    {
        var game = CardTable.Start().Plays("S8").Do(Side.Home, Ask("D8")).Do(Side.Away, yes).Do(Side.Away, Ask("T8")).Do(Side.Home, yes);
        Assert.Equal("a1", game.On(Base.Third));

        game.Rolls();

        Assert.Equal(("command", "last-play"), Said(game.Refused(Side.Home, Ask("S8"))));
    }

    [Fact]
    public void The_new_reading_has_to_be_possible_and_another_one()
    {
        var game = CardTable.Start().Plays("S8");

        Assert.Equal(("reading", "missing"), Said(game.Refused(Side.Home, new AskTakeBack(EditKind.Reread))));
        Assert.Equal(("reading", "same-reading"), Said(game.Refused(Side.Home, Ask("S8"))));
        Assert.StartsWith("reading", game.Refused(Side.Home, Ask("64(1)3/GDP")).Field, StringComparison.Ordinal);
        Assert.Equal(
            ("reading", "not-a-reread"), Said(game.Refused(Side.Home, new AskTakeBack(EditKind.Decision, CardTable.Play("D8")))));
        Assert.Equal(("kind", "cards-only"), Said(LiveScenario.Start().Pitch().Refused(Side.Home, Ask("D8"))));
        var walk = CardTable.Start().Pitch(new DefensiveDecision { Pitch = PitchPlan.IntentionalWalk });
        Assert.Equal(("kind", "no-reading"), Said(walk.Refused(Side.Home, Ask("D8"))));
    }

    [Fact]
    public void A_no_leaves_the_reading_as_it_is()
    {
        var game = CardTable.Start().Plays("S8").Do(Side.Home, Ask("D8")).Do(Side.Away, new AnswerTakeBack(false));

        Assert.Equal("a1", game.On(Base.First));
        Assert.IsType<TakeBackRefused>(Assert.Single(game.Last.Events));
    }

    [Fact]
    public void A_decision_may_be_taken_back_in_a_game_with_cards_too()
    {
        var game = CardTable.Start().Plays("S8").Do(Side.Home, new AskTakeBack(EditKind.Decision)).Do(Side.Away, yes);

        Assert.Equal((0, 1), ((int)game.Game.Plays, game.Live.Dice.Rolls));
        game.Plays("K");
        Assert.Equal(2, game.Live.Dice.Rolls);
    }

    private static AskTakeBack Ask(string reading) => new(EditKind.Reread, CardTable.Play(reading));

    private static (string?, string?) Said(Refusal refused) => (refused.Field, refused.Rule);
}
