using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>Three bases, each empty or with one runner.</summary>
public class BasesTests
{
    private static readonly RunnerState runner = new(new(Side.Away, 4, 0), new(Side.Home, 0, 0), PlayCode.Single, Placed: false, Play: 1);

    [Theory]
    [InlineData(0, false, false, false)]
    [InlineData(1, true, false, false)]
    [InlineData(3, true, true, false)]
    [InlineData(5, true, false, false)]
    [InlineData(6, false, false, false)]
    [InlineData(7, true, true, true)]
    public void A_runner_is_forced_where_every_base_behind_him_is_taken(byte code, bool first, bool second, bool third)
    {
        var bases = Of(code);
        Assert.Equal((first, second, third), (bases.Forces(Base.First), bases.Forces(Base.Second), bases.Forces(Base.Third)));
        Assert.Equal(code, bases.Code);
        Assert.Equal(int.PopCount(code), bases.Count);
    }

    [Fact]
    public void Nobody_stands_at_home_or_in_the_box()
    {
        Assert.Null(Of(7)[Base.Home]);
        Assert.Null(Of(7)[Base.Batter]);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Bases).With(Base.Home, runner));
    }

    private static Bases Of(byte code)
    {
        var bases = default(Bases);
        for (var on = Base.First; on <= Base.Third; on++)
            if ((code >> ((int)on - 1) & 1) != 0) bases = bases.With(on, runner);
        return bases;
    }
}
