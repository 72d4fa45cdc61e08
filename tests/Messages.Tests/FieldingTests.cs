using AkkaGame.Messages;

namespace AkkaGame.Messages.Tests;

/// <summary>The scorer's chain of fielders, packed into a word.</summary>
public class FieldingTests
{
    private static Fielding Of(string text) => Fielding.TryParse(text, out var fielding) ? fielding : throw new FormatException(text);

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("643")]
    [InlineData("6E3")]
    [InlineData("E7")]
    [InlineData("0")]
    [InlineData("99")]
    [InlineData("1234567891234567")]
    public void What_the_scorer_wrote_is_written_back(string text) => Assert.Equal(text, Of(text).ToString());

    [Theory]
    [InlineData("6-3")]
    [InlineData("E")]
    [InlineData("EE3")]
    [InlineData("6E")]
    [InlineData("x")]
    [InlineData("6 3")]
    [InlineData("６３")]
    [InlineData("12345678912345678")]
    public void Anything_but_digits_and_an_E_before_a_digit_is_refused(string text) => Assert.False(Fielding.TryParse(text, out _));

    [Fact]
    public void An_E_marks_the_fielder_after_it()
    {
        var chain = Of("6E3");
        Assert.Equal([(Position.Shortstop, false), (Position.FirstBase, true)], chain.Touches());
        Assert.True(chain.HasError);
        Assert.Equal(3, chain.Length);
        Assert.Equal(-1, chain[1]);
        Assert.False(Of("63").HasError);
    }

    [Fact]
    public void First_and_last_are_the_fielders_at_the_ends()
    {
        Assert.Equal((Position.Shortstop, Position.FirstBase), (Of("643").First, Of("643").Last));
        Assert.Equal((Position.LeftField, Position.LeftField), (Of("E7").First, Of("E7").Last));
        Assert.Equal((Position.None, Position.None), (default(Fielding).First, default(Fielding).Last));
    }

    [Fact]
    public void A_chain_goes_on_where_it_ended()
    {
        Assert.Equal("643", Of("64").Then(Of("43")).ToString());
        Assert.Equal("6453", Of("64").Then(Of("53")).ToString());
        Assert.Equal("3", default(Fielding).Then(Of("3")).ToString());
        Assert.Equal("3", Of("3").Then(default).ToString());
        Assert.Equal("64E3", Of("64").Then(Of("E3")).ToString());
    }

    [Fact]
    public void Ninety_nine_is_an_out_nobody_saw()
    {
        Assert.True(Of("99").IsUnknown);
        Assert.False(Of("9").IsUnknown);
        Assert.False(Of("999").IsUnknown);
        Assert.False(Of("89").IsUnknown);
    }

    [Fact]
    public void A_single_fielder_needs_no_text()
    {
        Assert.Equal(Of("8"), Fielding.Of(Position.CenterField));
        Assert.Equal(Of("E5"), Fielding.ErrorOf(Position.ThirdBase));
    }

    [Fact]
    public void Chains_are_equal_by_what_they_say()
    {
        Assert.Equal(Of("643"), Of("643"));
        Assert.NotEqual(Of("643"), Of("634"));
        // A fielder nobody named is somebody; an empty chain is nobody.
        Assert.NotEqual(Of("0"), default);
    }
}
