using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.Cards;

/// <summary>What can be read off a card with these bases, outs and orders: game.md section 12, rule 3.</summary>
public class ReadingRulesTests
{
    private static readonly OffensiveDecision bunt = new() { Bunt = Bunt.Sacrifice };

    public static TheoryData<string, string, string, string, string> Impossible => new()
    {
        // before, reading, field, rule, why
        { "", "64(1)3/GDP", "reading.advances", "double-play", "no double play without a runner" },
        { "S8 K K", "64(1)3/GDP", "reading.advances", "double-play", "no double play with two out" },
        { "S8", "64(1)/FO/GDP", "reading.annotations", "double-play", "one out is no double play" },
        { "S8", "64(1)3/GTP", "reading.annotations", "double-play", "two outs are no triple play" },
        { "T8 K K", "8/SF/F.3-H", "reading.annotations", "sacrifice-fly", "no sacrifice fly with two out" },
        { "S8", "8/SF/F", "reading.annotations", "sacrifice-fly", "nobody scores on it" },
        { "T8", "63/SF/G.3-H", "reading.annotations", "sacrifice-fly", "it is on the ground" },
        { "T8", "S8/SF.3-H", "reading.annotations", "sacrifice-fly", "a hit is no sacrifice" },
        { "S8", "K.B-1;1-2", "reading.advances", "dropped-third-strike", "first is taken" },
        { "S8", "K23", "reading.advances", "dropped-third-strike", "first is taken, so he was out already" },
        { "S8", "W", "reading.advances", "forced", "the man on first must go" },
        { "S8 S8.1-2", "HP.1-2", "reading.advances", "forced", "the man on second must go" },
        { "S8", "S8.1-1", "reading.advances", "forced", "the man on first must go" },
        { "D8", "T8.2-2", "reading.advances", "passed", "nobody passes" },
        { "D8", "D8.2-2", "reading.advances", "two-on-a-base", "nobody shares a base" },
        { "S8", "IW.1-2", "reading.parts[0].code", "walk-not-ordered", "no intentional walk unless ordered" },
        { "S8", "13/SH/BG.1-2", "reading.trajectory", "bunt-not-ordered", "no bunt unless ordered" },
        { "S8", "13/SH.1-2", "reading.annotations", "bunt-not-ordered", "no sacrifice hit without a bunt" },
        { "S8", "SB2", "reading.parts[0].base", "steal-not-ordered", "nobody was sent" },
        { "S8", "CS2(26)", "reading.parts[0].base", "steal-not-ordered", "nobody was sent" },
        { "S8", "K+CS2(26)/DP", "reading.parts[1].base", "steal-not-ordered", "nobody was sent beside the strikeout" },
        { "S8", "POCS2(136)", "reading.parts[0].base", "steal-not-ordered", "nobody was sent" },
        { "S8", "DI.1-2", "reading.parts[0].code", "steal-not-ordered", "nobody was sent" },
        { "", "WP", "reading.parts[0].code", "no-runner", "a wild pitch needs a runner" },
        { "", "BK", "reading.parts[0].code", "no-runner", "a balk needs a runner" },
        { "S8", "WP", "reading.advances", "nobody-moves", "a wild pitch moves somebody" },
        { "S8", "OA", "reading.advances", "nobody-moves", "nothing happened" },
        { "S8 D8.1-3", "BK.3-H", "reading.advances", "balk", "everybody gets a base" },
        { "", "99/F", "reading.parts[0].handlings", "put-outs", "nobody is named for the out" },
        { "T8 K K", "63/G.3-H", "reading.advances", "third-out", "the third out is made at first" },
        { "T8 W K K", "64(1)/FO/G.3-H;B-1", "reading.advances", "third-out", "the third out is a force" },
        { "T8 W K", "64(1)3/GDP.3-H", "reading.advances", "third-out", "the third out of the double play is made at first" },
        { "T8 K K", "K+WP.3-H", "reading.advances", "third-out", "the batter is the third out" },
        { "", "FC6", "reading.advances", "no-runner", "there is no runner to choose" },
        { "", "S8.BX1(83)", "reading.advances", "code-and-moves", "a single puts him on first" },
        { "", "D8.B-1", "reading.advances", "code-and-moves", "a double puts him on second" },
        { "", "S8.1-2", "reading.advances[0].from", "empty-base", "nobody is on first" },
        { "S8", "64(2)/FO.B-1;1-2", "reading.advances[2].from", "empty-base", "nobody is on second" },
        { "S8", "E0.1-2", "reading.parts[0].handlings", "error-fielder", "an error names a fielder" },
    };

    public static TheoryData<string, string> Possible => new()
    {
        { "", "K" }, { "", "K23" }, { "", "K.B-1(E2)" }, { "S8 K K", "K.B-1(E2);1-2" }, { "S8 K K", "K23" },
        { "", "8/F" }, { "", "63/G" }, { "", "3/L" }, { "", "E6/G" }, { "", "6E3/G" }, { "", "S8" }, { "", "HR/F" }, { "", "HR9.B-H" },
        { "", "T8" }, { "", "T8.BXH(845)" }, { "", "DGR/L" }, { "", "HP" }, { "", "W" }, { "", "C/E2" }, { "", "S7.B-2(E7)" },
        { "S8", "64(1)3/GDP/G" }, { "S8", "64(1)/FO/G.B-1" }, { "S8", "FC6/G.1-2;B-1" }, { "S8", "3(B)3(1)/LDP/L" },
        { "S8", "8/F" }, { "S8", "S8.1-3" }, { "S8", "S8.1-2" }, { "S8", "S8.1X3(85)" }, { "S8", "D8.1-H" }, { "S8", "WP.1-2" },
        { "S8", "PB.1-3" }, { "S8", "BK.1-2" }, { "S8", "PO1(13)" }, { "S8", "PO1(E1/TH).1-2" }, { "S8", "FLE3" },
        { "T8", "8/SF/F.3-H" }, { "T8", "E8/SF/F.3-H" }, { "T8", "63/G.3-H" }, { "T8", "5/P" },
        { "S8 W.1-2 W.1-2;2-3", "HR/F.1-H;2-H;3-H" },
        { "S8 W.1-2 W.1-2;2-3", "W.1-2;2-3;3-H" }, { "S8 W.1-2", "64(1)3/GDP/G.2-3" }, { "T8 W K", "8(B)83(1)/FDP/F.3-H" },
        { "D8 K K", "S8.2-H;BX2(846)" }, { "D8 K K", "K+WP.2-3" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_have_happened_is_refused_by_field_and_rule(string before, string reading, string field, string rule, string why)
    {
        var game = At(before).Rolls();

        var refused = game.RefusedReading(reading);

        Assert.True((field, rule) == (refused.Field, refused.Rule), $"{why}: {refused}");
        Assert.Equal(RefusalCode.Illegal, refused.Code);
    }

    [Theory]
    [MemberData(nameof(Possible))]
    public void What_can_have_happened_is_made_when_it_is_confirmed(string before, string reading)
    {
        var game = At(before).Rolls().Read(reading).Confirm();

        Assert.Equal(Scenario.Read(reading).Code, game.Only<PlayMade>().Code);
    }

    [Theory]
    [InlineData("S8", "SB2")]
    [InlineData("S8", "CS2(26)")]
    [InlineData("S8", "K+CS2(26)/DP")]
    [InlineData("S8", "SB2.1-3(E2/TH)")]
    [InlineData("S8", "OA")]
    [InlineData("S8", "W+SB2")]
    [InlineData("S8", "S8.1-3")]
    public void A_man_who_was_sent_may_steal_be_caught_or_stay(string before, string reading) =>
        Assert.NotNull(At(before).Rolls(new() { Steal = new(Second: Steal.Straight) }).Read(reading).Confirm().Only<PlayMade>());

    [Fact]
    public void Who_was_sent_to_second_does_not_steal_third()
    {
        var game = At("S8 W.1-2").Rolls(new() { Steal = new(Steal.Straight, Steal.Straight) });

        Assert.Null(game.Do(game.Asked(), game.Reading("SB3;SB2")).Game.Live!.UnderWay!.Reading!.Opens!.Due);
        var one = At("D8").Rolls(new() { Steal = new(Third: Steal.Straight) });
        Assert.Equal("steal-not-ordered", one.RefusedReading("SBH").Rule);
    }

    [Fact]
    public void With_a_hit_and_run_the_runners_go()
    {
        var game = At("S8").Rolls(new() { HitAndRun = true });

        Assert.NotNull(game.Read("CS2(26)").Confirm().Only<PlayMade>());
    }

    [Fact]
    public void With_a_squeeze_the_man_on_third_may_be_caught_at_home()
    {
        var game = At("T8").Rolls(new() { Bunt = Bunt.Squeeze });

        Assert.NotNull(game.Read("CSH(25)").Confirm().Only<PlayMade>());
    }

    [Theory]
    [InlineData("S8", "13/SH/BG.1-2")]
    [InlineData("S8", "S5/BG.1-2")]
    [InlineData("S8", "2/BP")]
    [InlineData("S8", "K/BF")]
    [InlineData("S8", "FC1/SH/BG.1-2;B-1")]
    public void A_bunt_that_was_ordered_may_be_read(string before, string reading) =>
        Assert.NotNull(At(before).Rolls(bunt).Read(reading).Confirm().Only<PlayMade>());

    [Fact]
    public void A_sacrifice_hit_moves_a_runner()
    {
        var refused = At("S8").Rolls(bunt).RefusedReading("13/SH/BG");

        Assert.Equal(("reading.annotations", "sacrifice-hit"), (refused.Field, refused.Rule));
    }

    [Theory]
    [InlineData("PO1(13)")]
    [InlineData("PO1(E3).1-2")]
    [InlineData("BK.1-2")]
    [InlineData("OA")]
    [InlineData("S8.1-2")]
    public void A_throw_to_a_base_gets_the_man_or_not(string reading) =>
        Assert.NotNull(At("S8").Rolls(defense: new() { Pickoff = Base.First }).Read(reading).Confirm().Only<PlayMade>());

    [Fact]
    public void The_winning_run_ends_it_and_nobody_scores_behind_it()
    {
        var game = CardTable.Start().Halves(17).Plays("D8", "W");

        Assert.Equal("walk-off", game.Rolls().RefusedReading("D8.1-H;2-H").Rule);
        Assert.True(game.Read("S8.1-2;2-H").Confirm().Game.IsOver);
    }

    [Fact]
    public void A_home_run_out_of_the_park_scores_everybody()
    {
        var game = CardTable.Start().Halves(17).Plays("D8", "HR/F.2-H");

        Assert.Equal((true, (byte)2), (game.Game.IsOver, game.Game.Score.Home));
    }

    [Theory]
    [InlineData(Ruling.Unearned, "reading.advances[0].ruling", "scorers-word")]
    [InlineData(Ruling.Rbi, "reading.advances[0].ruling", "scorers-word")]
    public void What_a_run_counts_for_is_not_on_a_card(Ruling ruling, string field, string rule)
    {
        var play = new ScoredPlay([new(PlayCode.HomeRun)], [new(Base.Batter, Base.Home, Fate.Safe, Ruling: ruling)]);

        Assert.Equal((field, rule), Short(Refused(play)));
    }

    [Fact]
    public void That_a_run_is_earned_is_left_to_the_rules()
    {
        var game = At("E5").Rolls().Read("HR/F.1-H").Confirm();

        Assert.All(game.Only<PlayMade>().Moves, move => Assert.Equal(Ruling.None, move.Ruling));
    }

    [Fact]
    public void Words_are_a_scorers_words()
    {
        var single = CardTable.Play("S8");

        Assert.Equal(("reading.annotations", "word"), Short(Refused(single with { Annotations = ["TH\n"] })));
        Assert.Equal(("reading.annotations", "word"), Short(Refused(single with { Annotations = ["A,B"] })));
        Assert.Equal(("reading.location", "word"), Short(Refused(single with { Location = "somewhere on the left" })));
        Assert.Equal(
            ("reading.annotations", "length"), Short(Refused(single with { Annotations = ["A", "B", "C", "D", "E", "F", "G"] })));
        Assert.Equal(
            ("reading.parts[0].handlings", "word"),
            Short(Refused(single with { Parts = [new(PlayCode.Single, Handlings: [new(Fielding.Of(Position.CenterField), Note: "x")])] })));
    }

    [Fact]
    public void The_code_speaks_of_men_who_are_there_and_whom_the_moves_name()
    {
        var force = new ScoredPlay(
            [new(PlayCode.Out, Handlings: [new(Fielding.Of(Position.Shortstop), Base.Second)])], [new(Base.Batter, Base.First, Fate.Safe)]);

        Assert.Equal(("reading.parts[0]", "empty-base"), Short(Refused(force)));
        Assert.Equal(("reading.advances", "code-and-moves"), Short(Refused(force, before: "D8")));
    }

    [Fact]
    public void One_turn_at_bat_ends_with_a_play_and_beside_a_hit_nothing_is_written()
    {
        var strikeout = CardTable.Play("K");

        Assert.Equal(
            ("reading.parts[1].code", "one-turn"),
            Short(Refused(strikeout with { Parts = [new(PlayCode.Strikeout), new(PlayCode.Strikeout)] })));
        Assert.Equal(
            ("reading.parts[1].code", "alongside"),
            Short(Refused(CardTable.Play("S8") with { Parts = [new(PlayCode.Single), new(PlayCode.WildPitch)] })));
        Assert.Equal(("reading.parts", "empty"), Short(Refused(strikeout with { Parts = [] })));
    }

    [Fact]
    public void Who_is_safe_on_an_error_is_so_by_somebodys() =>
        Assert.Equal(
            ("reading.advances[0].fate", "error-fielder"),
            Short(Refused(new([new(PlayCode.Single)], [new(Base.Batter, Base.Second, Fate.SafeOnError)]))));

    [Fact]
    public void An_out_that_names_nobody_is_the_batters()
    {
        var fly = new ScoredPlay(
            [new(PlayCode.Out, Handlings: [new(Fielding.Of(Position.LeftField))])], [new(Base.Batter, Base.First, Fate.Out)]);
        var game = At("T8").Rolls();

        game.Do(game.Asked(), new ReadOutcome(game.Matchup().Number, game.Cell(), fly)).Confirm();

        Assert.Equal((1, true), (game.Game.Outs, Assert.Single(game.Only<PlayMade>().Moves).Implied));
        Assert.Equal(("reading.advances", "third-out"), Short(Refused(
            fly with { Advances = [new(Base.Third, Base.Home, Fate.Safe), new(Base.Batter, Base.First, Fate.Out)] }, before: "T8 K K")));
    }

    [Fact]
    public void What_the_code_says_already_is_marked_whatever_the_reader_marked()
    {
        var play = new ScoredPlay(
            [new(PlayCode.Single, Handlings: [new(Fielding.Of(Position.CenterField))])],
            [new(Base.First, Base.Third, Fate.Safe, Implied: true), new(Base.Batter, Base.First, Fate.Safe)]);
        var game = At("S8").Rolls();

        game.Do(game.Asked(), new ReadOutcome(game.Matchup().Number, game.Cell(), play)).Confirm();

        Assert.Equal([(Base.First, false), (Base.Batter, true)], game.Only<PlayMade>().Moves.Select(move => (move.From, move.Implied)));
    }

    private static Refusal Refused(ScoredPlay play, string before = "")
    {
        var game = At(before).Rolls();
        return game.Refused(game.Asked(), new ReadOutcome(game.Matchup().Number, game.Cell(), play));
    }

    private static (string?, string?) Short(Refusal refused) => (refused.Field, refused.Rule);

    private static LiveScenario At(string before) =>
        CardTable.Start().Plays(before.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
