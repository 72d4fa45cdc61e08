using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class KeyTests
{
    private static readonly string zeros = new('0', 64);

    private static LiveScenario WithChains(RuleSet? rules = null) => LiveScenario.Start(rules, tips: true);

    [Fact]
    public void The_half_waits_for_both_nonces_and_then_asks_for_the_pitch()
    {
        var game = WithChains();
        Assert.Equal((WindowKind.Key, Sides.Both), (game.Window!.Kind, game.Window.Asked));

        game.Nonce(Home);
        Assert.Equal(WindowKind.Key, game.Window!.Kind);
        game.Nonce(Away);

        Assert.Equal(["NonceGiven", "KeyMixed"], game.LastTypes);
        var mixed = game.Only<KeyMixed>();
        Assert.Equal((game.Chain(Home).Nonce(1), game.Chain(Away).Nonce(1)), (mixed.Home, mixed.Away));
        Assert.Equal((1, Sides.None), (mixed.Key, mixed.Missing));
        Assert.Equal(WindowKind.Pitch, game.Window!.Kind);
    }

    [Fact]
    public void A_nonce_is_the_next_one_of_its_chain()
    {
        var game = WithChains();

        game.Refused(Home, new GiveNonce(2, game.Chain(Home).Nonce(1))).Names("key", "key");
        game.Refused(Home, new GiveNonce(1, game.Chain(Home).Nonce(2))).Names("nonce", "chain");
        game.Refused(Home, new GiveNonce(1, game.Chain(Away).Nonce(1))).Names("nonce", "chain");
        game.Refused(Home, new GiveNonce(1, "no hex")).Names("nonce", "chain");
        game.Refused(Home, new GiveNonce(1, null!)).Names("nonce", "chain");
        game.Nonce(Home);
        game.Refused(Home, new GiveNonce(1, game.Chain(Home).Nonce(2))).Names("nonce", "twice");
    }

    [Fact]
    public void A_nonce_answers_the_open_window()
    {
        var game = WithChains();

        game.Refused(Home, new GiveNonce(1, game.Chain(Home).Nonce(1)), Guid.Empty).Names("dec", "open-window", RefusalCode.StaleDecision);
        game.Nonce(Home).Nonce(Away);
        game.Refused(Home, new GiveNonce(2, game.Chain(Home).Nonce(2))).Names("command", "window");
    }

    [Fact]
    public void Who_is_not_there_in_time_is_named_and_counts_as_zeros()
    {
        var game = WithChains(LiveScenario.Clocked).Nonce(Away).Fire();

        var mixed = game.Only<KeyMixed>();
        Assert.Equal((zeros, game.Chain(Away).Nonce(1), Sides.Home), (mixed.Home, mixed.Away, mixed.Missing));
        Assert.Equal(0, game.Live.Home.Missed);
    }

    [Fact]
    public void A_nonce_that_was_missed_is_the_one_of_the_next_key()
    {
        var game = WithChains(LiveScenario.Clocked).Nonce(Away).Fire().Play(so => so.Window?.Kind == WindowKind.Key);

        game.Nonce(Away).Nonce(Home);

        Assert.Equal(
            (game.Chain(Home).Nonce(1), game.Chain(Away).Nonce(2)), (game.Only<KeyMixed>().Home, game.Only<KeyMixed>().Away));
    }

    [Fact]
    public void A_game_without_a_clock_waits_a_day_for_a_nonce()
    {
        var game = WithChains();

        Assert.Equal(game.Now + 24 * 60 * 60 * 1000, game.Window!.Due);
        Assert.Equal(Sides.Both, game.Fire().Only<KeyMixed>().Missing);
    }

    [Fact]
    public void Without_chains_and_with_computers_the_key_is_mixed_at_once()
    {
        Assert.Equal(Sides.Both, LiveScenario.Start().Only<KeyMixed>().Missing);
        Assert.Equal(Sides.Both, LiveScenario.Start(awayLevel: 1, homeLevel: 1).Only<KeyMixed>().Missing);
        Assert.Equal(Sides.Away, LiveScenario.Start(homeLevel: 1, tips: true).Window!.Asked);
    }

    [Fact]
    public void A_key_is_stored_before_its_first_roll()
    {
        var game = LiveScenario.Start(awayLevel: 1, homeLevel: 1).Play();

        Assert.All(game.Groups.Where(group => group.Events.Any(happened => happened is KeyMixed)), group =>
        {
            var mixed = group.Events.OfType<KeyMixed>().Single().Key;
            Assert.DoesNotContain(group.Events, happened => happened is DiceRolled rolled && rolled.Key == mixed);
        });
    }

    [Fact]
    public void The_key_of_a_half_is_shown_when_it_ends_and_the_next_half_has_another()
    {
        var game = LiveScenario.Start().Play(so => so.Game.Half == Half.Bottom);

        var types = game.LastTypes.ToList();
        Assert.Equal(["HalfClosed", "KeyRevealed", "HalfOpened", "KeyMixed"], types[types.IndexOf("HalfClosed")..]);
        Assert.Equal((1, 2), (game.Only<KeyRevealed>().Key, game.Only<KeyMixed>().Key));
        Assert.Equal(game.Live.Dice.S0, Hex.Of(System.Security.Cryptography.SHA256.HashData(
            Convert.FromHexString(game.Only<KeyRevealed>().Secret))));
    }

    [Fact]
    public void The_dice_are_what_key_and_number_say()
    {
        var game = WithChains().Play(so => so.Game.Inning == 2);

        foreach (var rolled in game.Events.OfType<DiceRolled>())
        {
            var mixed = game.Events.OfType<KeyMixed>().Single(mixed => mixed.Key == rolled.Key);
            Assert.Equal(DiceKey.Mix(game.Secret!.Key(rolled.Key), game.State.Id, mixed).Roll(rolled.Number), rolled.Dice);
        }
    }

    [Fact]
    public void A_new_chain_counts_from_the_next_key_and_nobody_waits_for_the_old_one()
    {
        var game = WithChains().Nonce(Away);
        var other = new NonceChain(new byte[32]);

        game.Do(Home, new TakeSeat(Home, Tip: other.Tip));

        Assert.Equal(["SeatTaken", "KeyMixed"], game.LastTypes);
        Assert.Equal((2, Sides.Home), (game.Only<SeatTaken>().From, game.Only<KeyMixed>().Missing));
        game.Play(so => so.Window?.Kind == WindowKind.Key);
        game.Do(Home, new GiveNonce(2, other.Nonce(1)));
    }

    [Fact]
    public void A_chain_that_is_brought_while_play_is_stopped_does_not_count_for_a_key_whose_other_nonce_is_known()
    {
        var game = WithChains().Nonce(Away).Do(LiveScenario.Commissioner, new DelayGame("rain"));
        var other = new NonceChain(new byte[32]);

        game.Do(Home, new TakeSeat(Home, Tip: other.Tip));
        Assert.Equal(2, game.Only<SeatTaken>().From);
        game.Do(LiveScenario.Commissioner, new ResumeGame());

        Assert.Equal((1, Sides.Home), (game.Only<KeyMixed>().Key, game.Only<KeyMixed>().Missing));
        Assert.Null(DiceAudit.Of(game.State.Id, game.Groups).Wrong);
    }

    [Fact]
    public void Who_leaves_is_not_waited_for()
    {
        var game = WithChains().Nonce(Away).Do(Home, new HandOverSeat(Home, 1));

        Assert.Equal(Sides.Home, game.Only<KeyMixed>().Missing);
        Assert.Equal((WindowKind.Pitch, Sides.Away), (game.Window!.Kind, game.Window.Asked));
    }

    [Fact]
    public void A_secret_that_was_lost_is_replaced_and_both_sides_are_asked_again()
    {
        var game = WithChains().Nonce(Away).Nonce(Home).Seal(Away);
        game.Secret = new(new byte[32]);

        game.Seal(Home);

        Assert.Equal(["DecisionSealed", "DiceRestarted"], game.LastTypes);
        Assert.Equal(WindowKind.Key, game.Window!.Kind);
        Assert.Empty(game.Live.Seals);
        game.Nonce(Away).Nonce(Home);
        Assert.Equal((2, WindowKind.Pitch), (game.Only<KeyMixed>().Key, game.Window!.Kind));
        game.Pitch();
        Assert.Single(game.Last.Events.OfType<DecisionsRevealed>());
        Assert.Equal(2, game.Last.Events.OfType<DiceRolled>().First().Key);
        Assert.DoesNotContain(game.Events, happened => happened is KeyRevealed { Key: 1 });
    }

    [Fact]
    public void A_game_that_rests_a_day_shows_its_key_and_is_taken_up_by_either_manager()
    {
        var game = WithChains().Nonce(Away).Nonce(Home);
        Assert.Equal(game.Now + 24 * 60 * 60 * 1000, game.Game.DueOf(TimerKind.KeyRests));

        game.Seal(Away).Fire();
        Assert.Equal(["KeyRevealed", "GameDelayed"], game.LastTypes);
        Assert.Equal(GameStatus.Delayed, game.Game.Status);
        Assert.Empty(game.Live.Seals);
        Assert.Empty(game.Game.Timers);

        game.Do(Home, new ResumeGame());
        Assert.Equal(WindowKind.Key, game.Window!.Kind);
        game.Nonce(Away).Nonce(Home).Pitch();
        Assert.Equal(2, game.Last.Events.OfType<DiceRolled>().First().Key);
    }

    [Fact]
    public void A_clock_leaves_no_time_to_rest() =>
        Assert.Null(LiveScenario.Start(LiveScenario.Clocked).Game.DueOf(TimerKind.KeyRests));
}
