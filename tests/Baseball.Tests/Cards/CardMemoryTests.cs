using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.Cards;

/// <summary>A cell says the same thing twice: game.md section 12, rule 5.</summary>
public class CardMemoryTests
{
    [Fact]
    public void A_reading_that_stands_is_what_the_league_remembers_of_the_cell()
    {
        var game = CardTable.Start().Rolls();
        var (roll, cell) = (game.Matchup(), game.Cell());

        Assert.Empty(game.Read("S8/L").League);
        game.Confirm();

        var said = Assert.Single(game.League);
        Assert.Equal(
            new CellKey(
                "test", CardTable.Edition, cell.Card, Hand.Unknown, roll.Dice.D6, (byte)(roll.Dice.Red + roll.Dice.White), roll.Dice.D20,
                "0", "", "matchup"),
            said.Key);
        Assert.Equal(("Single | 8 | LineDrive", game.State.Id, roll.Number, false), (said.Says, said.Game, said.Roll, said.Ruled));
    }

    [Fact]
    public void Another_reading_of_the_cell_is_refused_and_the_refusal_says_where_it_was_read()
    {
        var (first, second) = Twice("S8/L");

        var refused = second.RefusedReading("K");

        Assert.Equal(("reading", "card-conflict"), (refused.Field, refused.Rule));
        Assert.Contains("Single | 8 | LineDrive", refused.Message, StringComparison.Ordinal);
        Assert.Contains(first.State.Id.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Equal(WindowKind.Reading, second.Window!.Kind);
    }

    [Theory]
    [InlineData("S8/L", "S8/L")]
    [InlineData("S8/L", "S8")]
    [InlineData("S8", "S8/L")]
    [InlineData("S8/L", "S/L")]
    [InlineData("S8/L", "S8/L.B-2(E8)")]
    [InlineData("K", "K23")]
    public void What_the_card_prints_is_compared_and_not_what_became_of_it(string first, string again)
    {
        var (_, second) = Twice(first);

        Assert.NotNull(second.Read(again).Confirm().Only<PlayMade>());
        Assert.Single(second.League);
    }

    [Theory]
    [InlineData("S8/L", "S7/L")]
    [InlineData("S8/L", "S8/G")]
    [InlineData("S8/L", "D8/L")]
    [InlineData("63/G", "43/G")]
    [InlineData("63/G", "6E3/G")]
    [InlineData("K", "W")]
    [InlineData("HR9.B-H", "HR/F")]
    public void Another_code_fielder_or_trajectory_is_another_reading(string first, string again)
    {
        var (_, second) = Twice(first);

        Assert.Equal("card-conflict", second.RefusedReading(again).Rule);
    }

    [Fact]
    public void A_ground_ball_says_the_same_whoever_is_out_on_it()
    {
        Assert.Equal(LeagueCards.Printed(CardTable.Play("63/G")), LeagueCards.Printed(CardTable.Play("64(1)/FO/G")));
        Assert.Equal(LeagueCards.Printed(CardTable.Play("63/G")), LeagueCards.Printed(CardTable.Play("64(1)3/GDP/G")));
        Assert.Equal(LeagueCards.Printed(CardTable.Play("63/G")), LeagueCards.Printed(CardTable.Play("FC6/G.1-2;B-1")));
    }

    [Theory]
    [InlineData("another league")]
    [InlineData("another edition")]
    [InlineData("another hand")]
    [InlineData("another decision")]
    public void Elsewhere_another_thing_may_be_printed(string what)
    {
        var first = CardTable.Start().Plays("S8");
        var second = CardTable.Start();
        second.League = what == "another league"
            ? [.. first.League.Select(said => said with { Key = said.Key with { League = "elsewhere" } })]
            : first.League;
        second.Rolls(what == "another decision" ? new() { Approach = Approach.Power } : null);
        var read = second.Reading("K");
        read = what switch
        {
            "another edition" => read with { Cell = read.Cell with { Edition = "1979" } },
            "another hand" => read with { Cell = read.Cell with { Against = Hand.Left } },
            _ => read,
        };
        Assert.NotNull(second.Do(second.Asked(), read).Only<OutcomeRead>());
    }

    [Fact]
    public void A_cell_that_asks_for_a_roll_asks_for_it_again_and_says_the_same_to_the_same_dice()
    {
        var first = CardTable.Start().Rolls();
        first.Do(first.Asked(), new RollForCard("range")).Read("E6/G").Confirm();
        Assert.Equal(["ErrorMade | 6 | GroundBall", "roll range"], first.League.Select(said => said.Says).Order(StringComparer.Ordinal));
        var second = CardTable.Start();
        second.League = first.League;
        second.Rolls();

        Assert.Equal("card-conflict", second.RefusedReading("63/G").Rule);
        second.Do(second.Asked(), new RollForCard("range"));
        Assert.Equal("card-conflict", second.RefusedReading("63/G").Rule);
        Assert.NotNull(second.Read("E6/G").Only<OutcomeRead>());
    }

    [Fact]
    public void A_cell_that_asked_for_no_roll_asks_for_none()
    {
        var (_, second) = Twice("S8");

        Assert.Equal("card-conflict", second.Do(second.Asked(), new RollForCard("range")).RefusedReading("S8").Rule);
    }

    [Fact]
    public void A_row_that_is_not_split_speaks_for_every_d20()
    {
        var first = CardTable.Start().Rolls();
        var read = first.Reading("S8");
        first.Do(first.Asked(), read with { Cell = read.Cell with { AllD20 = true } }).Confirm();
        Assert.Equal(0, Assert.Single(first.League).Key.D20);
        var second = CardTable.Start();
        second.League = first.League;

        Assert.Equal("card-conflict", second.Rolls().RefusedReading("K").Rule);
    }

    [Fact]
    public void Both_sides_may_agree_that_the_new_reading_stands()
    {
        var (_, second) = Twice("S8");

        second.Read("K", overrules: true);
        Assert.True(second.Only<OutcomeRead>().Overrules);
        second.Confirm();

        var said = Assert.Single(second.League);
        Assert.Equal(("Strikeout |  | ", true, second.State.Id), (said.Says, said.Ruled, said.Game));
    }

    [Fact]
    public void Where_nothing_is_overruled_a_reading_is_like_any_other()
    {
        var game = CardTable.Start().Rolls().Read("K", overrules: true);

        Assert.False(game.Only<OutcomeRead>().Overrules);
        Assert.False(Assert.Single(game.Confirm().League).Ruled);
    }

    [Fact]
    public void Silence_does_not_overrule_the_league()
    {
        var (_, second) = Twice("S8", CardTable.Clocked);
        var reader = second.Asked();
        second.Read("K", overrules: true);

        second.Fire();

        Assert.Equal(reader.Other(), second.Only<OutcomeDisputed>().Side);
        Assert.Equal((WindowKind.Reading, reader), (second.Window!.Kind, second.Asked()));
        Assert.Equal("card-conflict", second.RefusedReading("K").Rule);
    }

    [Fact]
    public void A_computer_does_not_overrule_the_league_either_but_the_commissioner_does()
    {
        var first = CardTable.Start(homeLevel: 1).Rolls().Read("S8");
        var second = CardTable.Start(homeLevel: 1);
        second.League = first.League;
        second.Rolls().Read("K", overrules: true);
        Assert.Equal(Side.Home, second.Only<OutcomeDisputed>().Side);

        second.Do(LiveScenario.Commissioner, new RuleOutcome(second.Matchup().Number, CardTable.Play("D8")));

        Assert.Equal(PlayCode.Double, second.Only<PlayMade>().Code);
        Assert.Equal([("Double | 8 | ", true)], second.League.Select(said => (said.Says, said.Ruled)));
    }

    [Fact]
    public void Of_two_games_that_read_a_cell_at_once_the_second_hears_of_the_first_before_it_agrees()
    {
        var (first, second) = (CardTable.Start().Rolls().Read("S8"), CardTable.Start().Rolls().Read("K"));
        second.League = first.League;
        var (reader, roll) = (second.Asked().Other(), second.Matchup().Number);

        first.Confirm();

        var refused = second.Refused(second.Asked(), new ConfirmOutcome(roll));
        Assert.Equal(("reading", "card-conflict"), (refused.Field, refused.Rule));
        second.Do(reader.Other(), new DisputeOutcome(roll, CardTable.Play("S8"))).Read("S8");
        Assert.Equal(PlayCode.Single, second.Only<PlayMade>().Code);
    }

    [Fact]
    public void Nor_does_silence_confirm_what_another_game_has_contradicted_meanwhile()
    {
        var first = CardTable.Start().Rolls().Read("S8");
        var second = CardTable.Start(CardTable.Clocked).Rolls().Read("K");
        second.League = first.League;
        first.Confirm();

        second.Fire();

        Assert.Single(second.Last.Events.OfType<OutcomeDisputed>());
        Assert.Equal(WindowKind.Reading, second.Window!.Kind);
    }

    [Fact]
    public void The_memory_of_a_league_is_folded_from_its_games_in_any_order()
    {
        var (first, second) = Twice("S8");
        second.Now += 5_000;
        second.Read("K", overrules: true).Confirm().Plays("W", "HR/F.1-H");
        List<LiveScenario> games = [first, second];

        foreach (var order in (IEnumerable<IEnumerable<LiveScenario>>)[games, Enumerable.Reverse(games)])
        {
            var folded = new Dictionary<CellKey, CellMemory>();
            foreach (var game in order)
            {
                var state = GameState.New(game.State.Id);
                foreach (var group in game.Groups)
                {
                    foreach (var said in LeagueCards.Learned(state.Game, group))
                        folded[said.Key] = folded.TryGetValue(said.Key, out var before) ? LeagueCards.Standing(before, said) : said;
                    state = GameRules.Evolve(state, group);
                }
            }

            Assert.Equal(second.League.OrderBy(said => said.Key.ToString()), folded.Values.OrderBy(said => said.Key.ToString()));
        }
    }

    [Fact]
    public void A_game_with_the_servers_dice_says_nothing_of_cards()
    {
        var game = LiveScenario.Start().Pitch();

        Assert.NotEmpty(game.Events.OfType<PlayMade>());
        Assert.Empty(game.League);
    }

    /// <summary>A game in which the first cell was read, and another of the league at the same cell.</summary>
    private static (LiveScenario First, LiveScenario Second) Twice(string reading, RuleSet? rules = null)
    {
        var (first, second) = (CardTable.Start().Plays(reading), CardTable.Start(rules));
        second.League = first.League;
        return (first, second.Rolls());
    }
}
