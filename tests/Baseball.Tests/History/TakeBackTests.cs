using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>Who may have the last play back, until when, and what becomes of it.</summary>
public class TakeBackTests
{
    private static readonly RuleSet consent = LiveScenario.Unhurried with { TakeBacks = 2 };
    private static readonly AskTakeBack ask = new(EditKind.Decision);
    private static readonly AnswerTakeBack yes = new(Agreed: true);

    [Fact]
    public void With_the_other_sides_yes_the_game_stands_as_before_the_decisions_were_shown()
    {
        var game = LiveScenario.Start(consent).Pitch().Pitch();
        var before = game.Game;
        game.Pitch();
        var revealed = game.Last.First + 1;
        Assert.IsType<DecisionsRevealed>(game.Last.Events[1]);

        game.Do(Side.Away, ask);
        var asked = game.Only<TakeBackAsked>();
        Assert.Equal((revealed, game.Last.First - 1, Side.Away), (asked.From, asked.To, asked.By));
        Assert.Equal(asked, game.Live.TakeBack);
        game.Do(Side.Home, yes);

        Assert.Equal((revealed, game.Last.First - 1), (game.Only<PlayTakenBack>().From, game.Only<PlayTakenBack>().To));
        Assert.Equal(Settled(before), Settled(game.Game));
        Assert.Equal((1, 0), (game.Live.Away.TakeBacks, game.Live.Home.TakeBacks));
        Assert.Null(game.Live.TakeBack);
        Assert.Equal(game.Last.First, game.State.Ledger.Seen);
    }

    [Fact]
    public void The_old_roll_stays_and_the_new_play_is_made_by_the_next_one_under_a_new_key()
    {
        var game = LiveScenario.Start(consent, tips: true).Nonce(Side.Away).Nonce(Side.Home).Pitch();
        var (rolls, key) = (game.Live.Dice.Rolls, game.Live.Dice.Key);

        game.Do(Side.Home, ask).Do(Side.Away, yes);

        Assert.Equal(key, game.Only<KeyRevealed>().Key);
        Assert.Equal(WindowKind.Key, game.Window!.Kind);
        Assert.Equal(rolls, game.Live.Dice.Rolls);
        game.Nonce(Side.Away).Nonce(Side.Home).Pitch();
        Assert.Equal((rolls + 1, key + 1), (game.Last.Events.OfType<DiceRolled>().First().Number, game.Live.Dice.Key));
        Assert.Equal(1, game.Only<PlayMade>().Number);
    }

    [Fact]
    public void Substitutions_since_go_with_the_play_and_the_request_lists_them()
    {
        var game = LiveScenario.Start(consent).Pitch();
        game.Do(Side.Away, LiveScenario.Batch(Side.Away, game.Game.AwayUp, "ab1", Position.PinchHitter));
        var substitution = game.State.Ledger.Seq;

        game.Do(Side.Away, ask);
        Assert.InRange(substitution, game.Only<TakeBackAsked>().From, game.Only<TakeBackAsked>().To);
        game.Do(Side.Home, yes);

        Assert.DoesNotContain(game.Game.AwayLineup.Men, man => man.Player.Value == "ab1");
        Assert.True(Men(game).Count() == 20);
    }

    [Fact]
    public void What_came_after_the_request_has_to_be_listed_by_another_one()
    {
        var game = LiveScenario.Start(consent).Pitch().Do(Side.Home, ask);
        game.Do(Side.Away, LiveScenario.Batch(Side.Away, game.Game.AwayUp, "ab1", Position.PinchHitter));

        Assert.Equal(("command", "overtaken"), Said(game.Refused(Side.Away, yes)));
        game.Do(Side.Home, ask).Do(Side.Away, yes);
        Assert.Equal(0, game.Game.Plays);
    }

    [Fact]
    public void The_end_of_a_half_is_taken_back_with_the_play_that_made_it()
    {
        var game = LiveScenario.Start(consent).Play(so => so.Game is { Half: Half.Bottom });

        game.Do(Side.Home, ask).Do(Side.Away, yes);

        Assert.Equal((Half.Top, (byte)1), (game.Game.Half, game.Game.Inning));
        game.Play(so => so.Game.Inning == 2);
        Assert.Single(EffectiveHistory.Events(game.Groups).OfType<HalfClosed>(), half => half.Half == Half.Top);
    }

    [Fact]
    public void Only_the_last_play_and_only_until_decisions_are_shown_again()
    {
        var game = LiveScenario.Start(consent);
        Assert.Equal(("command", "last-play"), Said(game.Refused(Side.Away, ask)));
        game.Pitch().Pitch().Do(Side.Away, ask).Do(Side.Home, yes);
        Assert.Equal(("command", "last-play"), Said(game.Refused(Side.Away, ask)));
        Assert.Equal(("command", "nothing-asked"), Said(game.Refused(Side.Home, yes)));
    }

    [Fact]
    public void A_request_that_is_not_answered_lapses_with_the_next_reveal()
    {
        var game = LiveScenario.Start(consent).Pitch().Do(Side.Away, ask).Pitch();

        Assert.Null(game.Live.TakeBack);
        Assert.Equal(("command", "nothing-asked"), Said(game.Refused(Side.Home, yes)));
    }

    [Fact]
    public void A_no_is_written_down_and_costs_nothing()
    {
        var game = LiveScenario.Start(consent).Pitch().Do(Side.Away, ask);
        var before = game.Game;

        game.Do(Side.Home, new AnswerTakeBack(false, "I had the shift on."));

        Assert.Equal(new TakeBackRefused(Side.Home, "I had the shift on."), game.Only<TakeBackRefused>());
        Assert.Equal(before, game.Game);
        Assert.Equal(0, game.Live.Away.TakeBacks);
        Assert.Null(game.Live.TakeBack);
    }

    [Fact]
    public void A_computer_always_says_no()
    {
        var game = LiveScenario.Start(consent, homeLevel: 1).Pitch().Do(Side.Away, ask);

        Assert.Equal(["TakeBackAsked", "TakeBackRefused"], game.LastTypes);
        Assert.Null(game.Live.TakeBack);
    }

    [Fact]
    public void Each_side_has_as_many_as_the_rules_grant()
    {
        var game = LiveScenario.Start(consent);
        for (var i = 0; i < 2; i++) game.Pitch().Do(Side.Away, ask).Do(Side.Home, yes);
        game.Pitch();

        Assert.Equal(("kind", "take-backs-used"), Said(game.Refused(Side.Away, ask)));
        game.Do(Side.Home, ask).Do(Side.Away, yes);
        Assert.Equal(("kind", "take-backs-off"), Said(LiveScenario.Start().Pitch().Refused(Side.Away, ask)));
    }

    [Fact]
    public void Managers_ask_and_the_other_one_answers()
    {
        var game = LiveScenario.Start(consent).Pitch();

        Assert.Equal(RefusalCode.Forbidden, game.Refused(LiveScenario.Commissioner, ask).Code);
        Assert.Equal(RefusalCode.Forbidden, game.Refused(new Author("nobody", Role.Spectator), ask).Code);
        Assert.Equal(("kind", "choice"), Said(game.Refused(Side.Away, new AskTakeBack(EditKind.None))));
        Assert.Equal(("command", "nothing-asked"), Said(game.Refused(Side.Home, yes)));
        game.Do(Side.Away, ask);
        Assert.Equal((RefusalCode.NotYourDecision, "by"), (game.Refused(Side.Away, yes).Code, game.Refused(Side.Away, yes).Field));
        Assert.Equal(("command", "asked"), Said(game.Refused(Side.Home, ask)));
        Assert.Equal(RefusalCode.Forbidden, game.Refused(LiveScenario.Commissioner, yes).Code);
    }

    [Fact]
    public void A_finished_or_a_resting_game_takes_nothing_back()
    {
        var game = LiveScenario.Start(consent).Pitch().Do(Side.Away, ask).Do(LiveScenario.Commissioner, new DelayGame("rain"));
        Assert.Equal(RefusalCode.Suspended, game.Refused(Side.Home, yes).Code);
        Assert.Equal(RefusalCode.Suspended, game.Refused(Side.Home, ask).Code);
        game.Do(LiveScenario.Commissioner, new ForfeitGame(Side.Home, "no ball"));
        Assert.Equal(RefusalCode.GameOver, game.Refused(Side.Away, ask).Code);
    }

    [Fact]
    public void Open_seals_are_closed_unread_and_a_seal_is_replaced_freely_before_the_reveal()
    {
        var game = LiveScenario.Start(consent).Pitch().Seal(Side.Away).Seal(Side.Away);
        Assert.Single(game.Live.Seals);

        game.Do(Side.Away, ask).Do(Side.Home, yes);

        Assert.Empty(game.Live.Seals);
        Assert.DoesNotContain(game.Events.Skip(1), happened => happened is DecisionsRevealed { Decision: var id } && id == game.Window!.Id);
    }

    [Fact]
    public void A_command_whose_events_were_taken_back_keeps_its_receipt()
    {
        var game = LiveScenario.Start(consent).Pitch();
        var (id, last) = (game.Last.Command, game.Last.Last);

        game.Do(Side.Away, ask).Do(Side.Home, yes);

        Assert.True(game.State.Ledger.Receipts.TryFind(id, out var receipt));
        Assert.Equal(last, receipt.Last);
    }

    /// <summary>The game without what an edit asks anew.</summary>
    private static Game Settled(Game game) => game with { Live = game.Live! with { Window = null }, Timers = default };

    private static IEnumerable<LineupPlayer> Men(LiveScenario game) => game.Game.AwayLineup.Men.Concat(game.Game.HomeLineup.Men);

    private static (string?, string?) Said(Refusal refused) => (refused.Field, refused.Rule);
}
