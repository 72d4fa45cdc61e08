using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.Cards;

/// <summary>Who reads, who confirms, and what becomes of silence: game.md section 12, rules 1, 2, 4 and 6.</summary>
public class ReadingTests
{
    [Fact]
    public void Once_both_have_decided_one_roll_falls_and_the_owner_of_the_card_is_asked()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var game = CardTable.Start(seed: seed).Rolls();

            var roll = game.Only<DiceRolled>();
            Assert.Equal((RollPurpose.Matchup, WindowKind.Reading), (roll.Purpose, game.Window!.Kind));
            Assert.Equal(roll.Dice.D6 <= 3 ? Side.Away : Side.Home, game.Asked());
        }
    }

    [Fact]
    public void Both_cards_come_up()
    {
        var games = Enumerable.Range(1, 8).Select(seed => CardTable.Start(seed: seed).Rolls()).ToList();

        Assert.Contains(games, CardTable.IsBattersCard);
        Assert.Contains(games, game => !game.IsBattersCard());
    }

    [Fact]
    public void What_was_read_waits_for_the_other_side_and_then_is_the_play()
    {
        var game = CardTable.Start().Rolls();
        var (reader, roll) = (game.Asked(), game.Matchup());

        game.Read("S8");
        Assert.Equal((WindowKind.Confirmation, reader.Other().Alone()), (game.Window!.Kind, game.Window.Asked));
        Assert.Equal((reader, roll.Number), (game.Only<OutcomeRead>().Reader, game.Only<OutcomeRead>().Roll));
        Assert.Equal(0, game.Game.Plays);

        game.Confirm();
        var play = game.Only<PlayMade>();
        Assert.Equal((PlayCode.Single, roll.Decision), (play.Code, play.Decision));
        Assert.Equal([roll.Number], play.Rolls);
        Assert.Empty(play.Chart);
        Assert.Equal(("a1", WindowKind.Pitch), (game.On(Base.First), game.Window!.Kind));
    }

    [Fact]
    public void The_card_that_the_d6_does_not_name_is_refused()
    {
        var game = CardTable.Start().Rolls();
        var other = game.IsBattersCard() ? game.Game.Pitcher!.Value.Player : game.Game.Batter!.Value.Player;

        var refused = game.Refused(game.Asked(), game.Reading("S8") with { Cell = new(CardTable.Edition, other) });

        Assert.Equal(("cell.card", "wrong-card"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Who_is_not_asked_does_not_read()
    {
        var game = CardTable.Start().Rolls();

        Assert.Equal(RefusalCode.NotYourDecision, game.Refused(game.Asked().Other(), game.Reading("S8")).Code);
        Assert.Equal(RefusalCode.Forbidden, game.Refused(LiveScenario.Commissioner, game.Reading("S8")).Code);
        Assert.Equal(RefusalCode.Forbidden, game.Refused(new Author("nobody", Role.Spectator), game.Reading("S8")).Code);
    }

    [Theory]
    [InlineData("", "cell.edition", "edition")]
    [InlineData("an edition with far too long a name", "cell.edition", "edition")]
    [InlineData("a\nb", "cell.edition", "edition")]
    public void An_edition_has_a_name(string edition, string field, string rule)
    {
        var game = CardTable.Start().Rolls();
        var read = game.Reading("S8");

        var refused = game.Refused(game.Asked(), read with { Cell = read.Cell with { Edition = edition } });

        Assert.Equal((field, rule), (refused.Field, refused.Rule));
    }

    [Fact]
    public void In_a_turn_at_bat_a_hand_is_left_or_right()
    {
        var game = CardTable.Start().Rolls();
        var read = game.Reading("S8");

        Assert.Equal("hand", game.Refused(game.Asked(), read with { Cell = read.Cell with { Against = Hand.Both } }).Rule);
        game.Do(game.Asked(), read with { Cell = read.Cell with { Against = Hand.Left } });
        Assert.Equal(Hand.Left, game.Only<OutcomeRead>().Cell.Against);
    }

    [Fact]
    public void Another_roll_than_the_one_that_lies_is_stale()
    {
        var game = CardTable.Start().Plays("S8").Rolls();
        var read = game.Reading("S8");
        var (first, window) = (read with { Roll = read.Roll - 1 }, game.Window!.Id);

        Assert.Equal((RefusalCode.StaleDecision, "newest-roll"), Short(game.Refused(game.Asked(), first)));
        game.Read("W.1-2");
        Assert.Equal((RefusalCode.StaleDecision, "open-window"), Short(game.Refused(game.Asked().Other(), read, window)));
        Assert.Equal((RefusalCode.StaleDecision, "newest-roll"), Short(game.Refused(game.Asked(), new ConfirmOutcome(read.Roll - 1))));
        Assert.Equal((RefusalCode.StaleDecision, "newest-roll"), Short(game.Refused(game.Asked(), new DisputeOutcome(read.Roll + 1))));
    }

    [Fact]
    public void A_roll_is_read_once()
    {
        var game = CardTable.Start().Rolls();
        var (reader, read) = (game.Asked(), game.Reading("S8"));
        game.Read("S8");

        Assert.Equal("window", game.Refused(reader, read).Rule);
    }

    [Fact]
    public void An_intentional_walk_needs_no_dice()
    {
        var game = CardTable.Start().Plays("S8").Rolls(defense: new() { Pitch = PitchPlan.IntentionalWalk });

        Assert.Equal(PlayCode.IntentionalWalk, game.Only<PlayMade>().Code);
        Assert.Empty(game.Last.Events.OfType<DiceRolled>());
        Assert.Equal(("a2", "a1"), (game.On(Base.First), game.On(Base.Second)));
    }

    [Fact]
    public void A_disputed_roll_is_read_again_and_never_rolled_again()
    {
        var game = CardTable.Start().Rolls();
        var (reader, roll) = (game.Asked(), game.Matchup());

        game.Read("S8").Do(reader.Other(), new DisputeOutcome(roll.Number));
        Assert.Equal((WindowKind.Reading, reader), (game.Window!.Kind, game.Asked()));
        game.Read("K").Confirm();

        Assert.Equal((PlayCode.Strikeout, [roll.Number]), (game.Only<PlayMade>().Code, game.Only<PlayMade>().Rolls));
        Assert.Single(game.Events.OfType<DiceRolled>());
    }

    [Fact]
    public void A_reader_who_reads_as_the_other_side_does_is_not_asked_to_wait()
    {
        var game = CardTable.Start().Rolls();
        var (reader, roll) = (game.Asked(), game.Matchup());

        game.Read("S8").Do(reader.Other(), new DisputeOutcome(roll.Number, CardTable.Play("8/F")));
        game.Read("8/F");

        Assert.Equal(PlayCode.Out, game.Only<PlayMade>().Code);
    }

    [Fact]
    public void What_is_read_against_a_reading_must_be_possible_and_another_one()
    {
        var game = CardTable.Start().Rolls();
        var roll = game.Matchup().Number;
        game.Read("S8");

        Assert.Equal("same-reading", game.Refused(game.Asked(), new DisputeOutcome(roll, CardTable.Play("S8"))).Rule);
        Assert.Equal(
            ("reading.parts[0].code", "no-runner"), Fields(game.Refused(game.Asked(), new DisputeOutcome(roll, CardTable.Play("BK")))));
    }

    [Fact]
    public void The_commissioner_rules_on_a_disputed_reading_and_nobody_has_to_confirm()
    {
        var game = CardTable.Start().Rolls();
        var (reader, roll) = (game.Asked(), game.Matchup());
        var ruling = new RuleOutcome(roll.Number, CardTable.Play("D8"));
        Assert.Equal("nothing-disputed", game.Refused(LiveScenario.Commissioner, ruling).Rule);
        game.Read("S8");
        Assert.Equal("nothing-disputed", game.Refused(LiveScenario.Commissioner, ruling).Rule);
        game.Do(reader.Other(), new DisputeOutcome(roll.Number));
        Assert.Equal("commissioner-only", game.Refused(reader, ruling).Rule);
        Assert.Equal((RefusalCode.StaleDecision, "newest-roll"), Short(game.Refused(LiveScenario.Commissioner, ruling with { Roll = 99 })));
        Assert.Equal("no-runner", game.Refused(LiveScenario.Commissioner, ruling with { Reading = CardTable.Play("BK") }).Rule);

        game.Do(LiveScenario.Commissioner, ruling);

        Assert.Equal((PlayCode.Double, true), (game.Only<PlayMade>().Code, game.Only<OutcomeRead>().Overrules));
        Assert.Equal((reader, roll.Number), (game.Only<OutcomeRead>().Reader, game.Only<OutcomeRead>().Roll));
    }

    [Fact]
    public void A_card_asks_for_further_dice_each_purpose_once_a_play_and_at_most_six()
    {
        var game = CardTable.Start().Rolls();
        var (reader, read) = (game.Asked(), game.Reading("E6/G"));

        foreach (var purpose in (string[])["range", "arm", "speed", "injury", "weather", "park-7"])
        {
            var fallen = game.Do(reader, new RollForCard(purpose)).Only<DiceRolled>();
            Assert.Equal((RollPurpose.Card, purpose), (fallen.Purpose, fallen.For));
        }

        Assert.Equal("six-rolls", game.Refused(reader, new RollForCard("seventh")).Rule);
        game.Do(reader, read).Confirm();
        Assert.Equal(Enumerable.Range(read.Roll, 7), game.Only<PlayMade>().Rolls);
        game.Rolls();
        Assert.Equal("range", game.Do(game.Asked(), new RollForCard("range")).Only<DiceRolled>().For);
    }

    [Theory]
    [InlineData("range", "once-a-play")]
    [InlineData("RANGE", "once-a-play")]
    [InlineData("", "word")]
    [InlineData("two words", "word")]
    [InlineData("a-word-of-twenty-five-let", "word")]
    [InlineData("möglich", "word")]
    public void A_further_roll_says_first_what_it_is_for(string purpose, string rule)
    {
        var game = CardTable.Start().Rolls();
        game.Do(game.Asked(), new RollForCard("range"));

        var refused = game.Refused(game.Asked(), new RollForCard(purpose));

        Assert.Equal(("for", rule), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Only_the_reader_rolls_and_only_while_he_reads()
    {
        var game = CardTable.Start();
        Assert.Equal("window", game.Refused(Side.Away, new RollForCard("range")).Rule);
        game.Rolls();
        Assert.Equal(RefusalCode.NotYourDecision, game.Refused(game.Asked().Other(), new RollForCard("range")).Code);
        var reader = game.Asked();
        game.Read("S8");
        Assert.Equal("window", game.Refused(reader, new RollForCard("range")).Rule);
    }

    [Fact]
    public void Where_no_cards_are_on_the_table_nothing_is_read()
    {
        var game = LiveScenario.Start();

        Assert.Equal("cards-only", game.Refused(Side.Away, new RollForCard("range")).Rule);
        Assert.Equal("cards-only", game.Refused(LiveScenario.Commissioner, new RuleOutcome(1, CardTable.Play("S8"))).Rule);
    }

    [Fact]
    public void Without_a_clock_a_reading_and_its_confirmation_wait()
    {
        var game = CardTable.Start().Rolls();

        Assert.Null(game.Window!.Due);
        Assert.Null(game.Read("S8").Window!.Due);
        Assert.Null(game.Game.DueOf(TimerKind.WindowDue));
    }

    [Fact]
    public void A_game_that_rests_shows_its_key_and_the_dice_still_lie()
    {
        var game = CardTable.Start().Rolls();
        var (reader, roll) = (game.Asked(), game.Matchup());

        game.Fire();

        Assert.Equal(roll.Key, game.Only<KeyRevealed>().Key);
        game.Do(LiveScenario.Commissioner, new ResumeGame());
        Assert.Equal((WindowKind.Reading, reader, roll), (game.Window!.Kind, game.Asked(), game.Matchup()));
        Assert.Equal([roll.Number], game.Read("S8").Confirm().Only<PlayMade>().Rolls);
    }

    [Fact]
    public void Silence_confirms()
    {
        var game = CardTable.Start(CardTable.Clocked).Rolls().Read("S8");
        var silent = game.Asked();

        game.Fire();

        Assert.Equal((silent, PlayCode.Single), (game.Only<DeadlinePassed>().Side, game.Only<PlayMade>().Code));
    }

    [Fact]
    public void For_a_silent_reader_the_other_side_may_read_and_after_that_there_is_no_clock()
    {
        var game = CardTable.Start(CardTable.Clocked).Rolls();
        var reader = game.Asked();

        game.Fire();
        Assert.Equal((Sides.Both, reader), (game.Window!.Asked, game.Only<DeadlinePassed>().Side));
        Assert.NotNull(game.Window.Due);
        game.Fire();
        Assert.Equal((Sides.Both, null), (game.Window!.Asked, game.Window.Due));
        Assert.Null(game.Game.DueOf(TimerKind.WindowDue));

        game.Do(reader.Other(), game.Reading("S8"));
        Assert.Equal((WindowKind.Confirmation, reader), (game.Window!.Kind, game.Asked()));
        Assert.Equal(PlayCode.Single, game.Confirm().Only<PlayMade>().Code);
    }

    [Fact]
    public void A_reader_draws_on_his_bank_first()
    {
        var game = CardTable.Start(CardTable.Clocked with { BankMs = 90_000 }).Rolls();
        var (reader, due) = (game.Asked(), game.Window!.Due);

        game.Fire();

        Assert.Equal((reader, due + 60_000), (game.Only<DeadlineMoved>().Bank, game.Window!.Due));
        Assert.Equal(reader, game.Asked());
    }

    [Theory]
    [InlineData(Side.Away)]
    [InlineData(Side.Home)]
    public void Against_a_computer_the_person_reads_both_cards_and_the_computer_confirms(Side person)
    {
        var game = CardTable.Start(awayLevel: (byte)(person == Side.Away ? 0 : 1), homeLevel: (byte)(person == Side.Home ? 0 : 1));
        for (var i = 0; i < 12; i++)
        {
            while (game.Window!.Kind != WindowKind.Reading) game.Step();
            Assert.Equal(person, game.Asked());
            game.Read("K");
            Assert.Equal(PlayCode.Strikeout, game.Only<PlayMade>().Code);
        }
    }

    [Fact]
    public void Two_computers_have_no_cards()
    {
        var game = LiveScenario.Created(CardTable.Rules).Seated(Side.Away, level: 1);

        var refused = game.Refused(LiveScenario.Commissioner, new TakeSeat(Side.Home, Level: 1));
        Assert.Equal(("side", "cards-need-a-person"), (refused.Field, refused.Rule));
        game.Seated(Side.Home);
        Assert.Equal("cards-need-a-person", game.Refused(Side.Home, new HandOverSeat(Side.Home, 1)).Rule);
    }

    [Fact]
    public void A_reader_who_leaves_his_seat_leaves_the_cards_to_the_other_side()
    {
        var game = CardTable.Start().Rolls();
        var reader = game.Asked();

        game.Do(reader, new HandOverSeat(reader, 1));

        Assert.Equal((WindowKind.Reading, reader.Other()), (game.Window!.Kind, game.Asked()));
        Assert.Equal(PlayCode.Single, game.Read("S8").Only<PlayMade>().Code);
    }

    [Fact]
    public void Who_leaves_his_seat_before_he_confirms_has_nothing_against_it()
    {
        var game = CardTable.Start().Rolls().Read("S8");
        var other = game.Asked();

        Assert.Equal(PlayCode.Single, game.Do(other, new HandOverSeat(other, 1)).Only<PlayMade>().Code);
    }

    [Fact]
    public void A_delay_puts_the_question_again_and_the_roll_still_lies()
    {
        var game = CardTable.Start().Rolls();
        var (reader, roll) = (game.Asked(), game.Matchup());
        game.Do(LiveScenario.Commissioner, new DelayGame("rain"));
        Assert.Equal(RefusalCode.Suspended, game.Refused(reader, new RollForCard("range")).Code);

        game.Do(LiveScenario.Commissioner, new ResumeGame());

        Assert.Equal((WindowKind.Reading, reader, roll), (game.Window!.Kind, game.Asked(), game.Matchup()));
        game.Read("S8").Do(LiveScenario.Commissioner, new DelayGame("rain")).Do(LiveScenario.Commissioner, new ResumeGame());
        Assert.Equal(WindowKind.Confirmation, game.Window!.Kind);
        Assert.Equal([roll.Number], game.Confirm().Only<PlayMade>().Rolls);
    }

    [Fact]
    public void A_reading_without_its_members_is_refused_by_their_names()
    {
        var game = CardTable.Start().Rolls();
        var read = game.Reading("S8");

        (ReadOutcome, string, string)[] shapeless =
        [
            (read with { Cell = null! }, "cell", "missing"),
            (read with { Cell = read.Cell with { Edition = null! } }, "cell.edition", "missing"),
            (read with { Cell = read.Cell with { Against = (Hand)9 } }, "cell.against", "choice"),
            (read with { Reading = null! }, "reading", "missing"),
            (read with { Reading = read.Reading with { Parts = [null!] } }, "reading.parts[0]", "missing"),
            (read with { Reading = read.Reading with { Advances = [null!] } }, "reading.advances[0]", "missing"),
            (read with { Reading = read.Reading with { Annotations = [null!] } }, "reading.annotations[0]", "missing"),
            (read with { Reading = read.Reading with { Trajectory = (Trajectory)77 } }, "reading.trajectory", "choice"),
        ];
        foreach (var (command, field, rule) in shapeless) Assert.Equal((field, rule), Fields(game.Refused(game.Asked(), command)));
        Assert.Equal(("for", "missing"), Fields(game.Refused(game.Asked(), new RollForCard(null!))));
    }

    [Fact]
    public void A_game_is_played_to_its_end_with_cards()
    {
        var game = CardTable.Start().Plays("HR/F").Halves(17).Plays("K", "K", "K");

        Assert.Equal((true, (byte)1, (byte)0), (game.Game.IsOver, game.Game.Score.Away, game.Game.Score.Home));
        Assert.Equal(game.State, game.Groups.Aggregate(GameState.New(game.State.Id), GameRules.Evolve));
    }

    private static (RefusalCode, string?) Short(Refusal refused) => (refused.Code, refused.Rule);

    private static (string?, string?) Fields(Refusal refused) => (refused.Field, refused.Rule);
}
