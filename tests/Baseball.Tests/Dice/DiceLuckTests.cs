using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests;

/// <summary>The dice are the same for whoever asks twice, and nothing but key and number moves them.</summary>
public class DiceLuckTests
{
    [Fact]
    public void A_crash_between_decision_and_commit_gives_the_same_rolls_and_boxes_again()
    {
        var game = LiveScenario.Start(tips: true, seed: 21)
            .Play(static so => so.Game is { Inning: 2, Half: Half.Bottom } && so.Window?.Kind == WindowKind.Pitch).Seal(Side.Home);
        var envelope = game.Envelope(LiveScenario.Manager(Side.Away), game.Usual(Side.Away));
        var known = new Known { Secret = game.Secret, Opened = game.Opened };

        var before = GameRules.Decide(game.State, envelope, new(game.Now), known);
        // Another process, years later: the same root, a state read back from its bytes, another clock.
        var after = GameRules.Decide(
            StateJson.Read(StateJson.Write(game.State)), envelope, new(game.Now), known with { Secret = new(game.Secret!.Root) });

        Assert.Contains(before.Events, static happened => happened is DiceRolled);
        Assert.Equal(before.Events, after.Events);
        var later = GameRules.Decide(game.State, envelope, new(game.Now + 86_400_000), known);
        Assert.Equal(before.Events.OfType<DiceRolled>(), later.Events.OfType<DiceRolled>());
    }

    [Fact]
    public void A_refused_command_uses_no_roll()
    {
        var game = LiveScenario.Start(tips: true, seed: 21).Play(static so => so.Window?.Kind == WindowKind.Pitch).Seal(Side.Away);
        var (next, window) = (game.Live.Dice.Rolls + 1, game.Window!.Id);
        game.Refused(Side.Home, new SealDecision(Defense: new() { Hold = new(Third: Hold.Hold) }));
        game.Refused(Side.Home, new SealDecision(Offense: new()));
        game.Refused(Side.Home, new SealDecision(Defense: new()), window: Guid.Empty);

        game.Seal(Side.Home);

        Assert.Equal(
            next, game.Events.OfType<DiceRolled>().Where(roll => roll.Decision == window).Select(static roll => roll.Number).First());
    }

    [Fact]
    public void What_is_decided_does_not_move_the_dice()
    {
        var usual = First(new(), new());
        Assert.Equal(usual, First(new() { Infield = Infield.Back, Outfield = Outfield.Back }, new() { Approach = Approach.Power }));
        Assert.Equal(usual, First(new() { Alignment = Alignment.ShadePull }, new() { Bunt = Bunt.ForAHit }));

        static Dice First(DefensiveDecision defense, OffensiveDecision offense) =>
            LiveScenario.Start(tips: true, seed: 22).Play(static so => so.Window?.Kind == WindowKind.Pitch).Pitch(defense, offense)
                .Events.OfType<DiceRolled>().First().Dice;
    }
}
