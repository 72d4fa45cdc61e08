using AkkaGame.Messages;

namespace AkkaGame.Messages.Tests;

/// <summary>Small values: counts, arrays that are equal by content, shared strings, and the words of the field.</summary>
public class ValueTests
{
    [Fact]
    public void A_count_is_balls_and_strikes()
    {
        Assert.Equal("32", new Count(3, 2).ToString());
        Assert.Equal("00", default(Count).ToString());
        Assert.True(default(Count).IsKnown);
        Assert.Equal("??", Count.Unknown.ToString());
        Assert.False(Count.Unknown.IsKnown);
        Assert.NotEqual(default, Count.Unknown);
    }

    [Fact]
    public void Arrays_are_equal_by_content()
    {
        EquatableArray<string> one = ["a", "b"], same = ["a", "b"], turned = ["b", "a"], shorter = ["a"];
        Assert.Equal(one, same);
        Assert.True(one == same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.True(one != turned);
        Assert.True(one != shorter);
        Assert.True(shorter != one);
        Assert.False(one.Equals((object)"ab"));
    }

    [Fact]
    public void An_empty_array_is_the_default_one()
    {
        EquatableArray<int> empty = [];
        Assert.Equal(default, empty);
        Assert.Equal(default(EquatableArray<int>).GetHashCode(), empty.GetHashCode());
        Assert.Empty(default(EquatableArray<int>));
    }

    [Fact]
    public void Records_that_hold_arrays_compare_as_values()
    {
        var play = new ScoredPlay([new(PlayCode.Single)], [new(Base.Batter, Base.First, Fate.Safe)], Annotations: ["BG"]);
        Assert.Equal(play, play with { Annotations = ["BG"] });
        Assert.NotEqual(play, play with { Annotations = ["BG", "TH"] });
    }

    [Fact]
    public void Adding_and_replacing_leave_the_old_array_as_it_was()
    {
        EquatableArray<int> old = [1, 2, 3];
        Assert.Equal([1, 2, 3, 4], old.Add(4));
        Assert.Equal([1, 9, 3], old.With(1, 9));
        Assert.Equal([1, 2, 3], old);
        Assert.Throws<IndexOutOfRangeException>(() => old.With(3, 9));
        Assert.Throws<IndexOutOfRangeException>(() => old[3]);
    }

    [Fact]
    public void Equal_strings_become_one()
    {
        var text = new string(['s', 'h', 'a', 'r', 'e', 'd']);
        var again = new string(['s', 'h', 'a', 'r', 'e', 'd']);
        Assert.NotSame(text, again);
        Assert.Same(Intern.Of(text), Intern.Of(again));
        Assert.Same(Intern.Of(text), Intern.Of(again.AsSpan()));
        Assert.Equal("shared", Intern.Of("shared"));
        Assert.Equal("", Intern.Of(""));
    }

    [Fact]
    public void The_other_side_and_the_other_half()
    {
        Assert.Equal((Side.Home, Side.Away), (Side.Away.Other(), Side.Home.Other()));
        Assert.Equal((Half.Bottom, Half.Top), (Half.Top.Other(), Half.Bottom.Other()));
    }

    [Fact]
    public void Nine_positions_wear_a_glove() => Assert.Equal(
        [1, 2, 3, 4, 5, 6, 7, 8, 9], Enum.GetValues<Position>().Where(position => position.IsFielder()).Select(position => (int)position));

    [Theory]
    [InlineData(PlayCode.Single, 1)]
    [InlineData(PlayCode.Double, 2)]
    [InlineData(PlayCode.GroundRuleDouble, 2)]
    [InlineData(PlayCode.Triple, 3)]
    [InlineData(PlayCode.HomeRun, 4)]
    [InlineData(PlayCode.ErrorMade, 0)]
    [InlineData(PlayCode.Walk, 0)]
    public void A_hit_is_worth_its_bases(PlayCode code, int bases)
    {
        Assert.Equal(bases, code.HitBases());
        Assert.Equal(bases > 0, code.IsHit());
    }

    [Fact]
    public void Thirteen_kinds_of_play_end_the_turn_at_bat()
    {
        Assert.Equal(13, Enum.GetValues<PlayCode>().Count(code => code.EndsTurnAtBat()));
        Assert.False(PlayCode.StolenBase.EndsTurnAtBat());
        Assert.Equal(
            [PlayCode.StolenBase, PlayCode.CaughtStealing, PlayCode.PickedOff, PlayCode.PickedOffStealing],
            Enum.GetValues<PlayCode>().Where(code => code.NamesABase()));
        Assert.Equal([PlayCode.Walk, PlayCode.IntentionalWalk], Enum.GetValues<PlayCode>().Where(code => code.IsWalk()));
    }

    [Theory]
    [InlineData("mlb1982", 0, 0)]
    [InlineData("mlb2018", 0, 0)]
    [InlineData("mlb2020", 10, 0)]
    [InlineData("mlb2022", 10, 0)]
    [InlineData("mlb2023", 10, 2)]
    [InlineData("tabletop", 0, 0)]
    public void A_preset_is_found_under_its_name(string name, byte runnerFrom, byte pickoffs)
    {
        var rules = RuleSet.Preset(name);
        Assert.Equal((name, runnerFrom, pickoffs), (rules?.Name, rules!.AutoRunner.FromInning, rules.PickoffLimit));
    }

    [Fact]
    public void An_unknown_preset_is_null() => Assert.Null(RuleSet.Preset("mlb1850"));
}
