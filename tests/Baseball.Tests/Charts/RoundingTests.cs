namespace AkkaGame.Baseball.Tests.Charts;

public class RoundingTests
{
    [Theory]
    [InlineData(new ulong[] { 1, 1, 1 }, 0UL, new[] { 1_440, 1_440, 1_440 })]
    [InlineData(new ulong[] { 1, 1, 1, 1, 1, 1, 1 }, 0UL, new[] { 617, 617, 617, 617, 617, 617, 618 })]
    [InlineData(new ulong[] { 1, 1, 1, 1, 1, 1, 1 }, ulong.MaxValue, new[] { 618, 617, 617, 617, 617, 617, 617 })]
    [InlineData(new ulong[] { 0, 5, 0 }, 1UL << 63, new[] { 0, 4_320, 0 })]
    public void Cells_are_cumulated_and_cut_at_the_charts_own_fraction(ulong[] weights, ulong fraction, int[] expected) =>
        Assert.Equal(expected, Rounding.Of(Odds(weights), fraction));

    [Fact]
    public void Over_many_charts_no_outcome_is_favoured()
    {
        // A triple is worth 19.76 cells: over many fractions it must have that many on the average, whatever stands before it.
        var odds = Odds(222_570, 79_710, 30_170, 4_574, 142_170, 44_640, 476_166);
        double cells = 0;
        const int Charts = 20_000;
        for (var i = 0; i < Charts; i++) cells += Rounding.Of(odds, Rounding.Fraction($"match-up {i}"))[3];
        var exact = 4_320 * 4_574.0 / odds.Sum;
        // One chart's rounding has a variance of at most 1/4.
        Assert.InRange(cells / Charts, exact - 4 * 0.5 / Math.Sqrt(Charts), exact + 4 * 0.5 / Math.Sqrt(Charts));
    }

    [Fact]
    public void Factors_multiply_before_anything_is_rounded()
    {
        var odds = new Odds([new("S/G", 1_000_001), new("K", 7)]).Times([new("a", "S/", 1_300), new("b", "S/G", 500), new("c", "K", 0)]);
        Assert.Equal([new("S/G", 650_000), new("K", 0)], odds.Shares);
    }

    private static Odds Odds(params ulong[] weights) => new([.. weights.Select((weight, i) => new Share($"outcome {i}", weight))]);
}
