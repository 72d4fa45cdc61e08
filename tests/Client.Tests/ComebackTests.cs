using AkkaGame.Messages.Wire;

namespace AkkaGame.Client.Tests;

public sealed class ComebackTests
{
    [Fact]
    public void Every_close_code_has_its_behaviour()
    {
        foreach (var code in Enum.GetValues<CloseCode>())
        {
            var next = new Comeback(new Random(1)).After(new((int)code, TimeSpan.FromSeconds(2)));
            var (step, least, most) = Expected(code);
            Assert.Equal((code, step), (code, next.Step));
            Assert.InRange(next.Pause.TotalSeconds, least, most);
        }

        static (NextStep Step, double Least, double Most) Expected(CloseCode code) => code switch
        {
            CloseCode.ControlTaken => (NextStep.AwaitControl, 0, 0),
            CloseCode.BadToken or CloseCode.Slow or CloseCode.HeartbeatLost => (NextStep.Return, 0, 0),
            CloseCode.GoAway => (NextStep.Return, 0, 2),
            CloseCode.Quarantined => (NextStep.Return, 15, 60),
            CloseCode.Abuse => (NextStep.Return, 30, 31),
            CloseCode.Internal => (NextStep.Return, 0, 0.25),
            _ => (NextStep.Stop, 0, 0),
        };
    }

    [Fact]
    public void Pauses_grow_to_a_bound_and_are_spread_over_all_of_it()
    {
        var comeback = new Comeback(new Random(5));
        var pauses = Enumerable.Range(0, 200).Select(_ => comeback.After(new(null)).Pause.TotalSeconds).ToArray();

        Assert.InRange(pauses[0], 0, 0.25);
        Assert.InRange(pauses[1], 0, 0.5);
        Assert.InRange(pauses.Max(), 10, 15);
        Assert.True(pauses.Skip(10).Min() < 2);
        comeback.Settled();
        Assert.InRange(comeback.After(new(null)).Pause.TotalSeconds, 0, 0.25);
    }

    [Fact]
    public void Now_is_now_only_once()
    {
        var comeback = new Comeback(new Random(5));

        Assert.Equal(TimeSpan.Zero, comeback.After(new((int)CloseCode.Slow)).Pause);
        Assert.NotEqual(TimeSpan.Zero, comeback.After(new((int)CloseCode.Slow)).Pause);
    }

    [Fact]
    public void A_token_that_is_never_taken_is_the_end()
    {
        var comeback = new Comeback(new Random(5));
        for (var i = 0; i < 3; i++) Assert.Equal(NextStep.Return, comeback.After(new((int)CloseCode.BadToken)).Step);

        Assert.Equal(NextStep.Stop, comeback.After(new((int)CloseCode.BadToken)).Step);
    }
}
