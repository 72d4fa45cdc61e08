using AkkaGame.Messages;
using static AkkaGame.Baseball.PercentageWords;

namespace AkkaGame.Baseball;

/// <summary>
/// Level 3 while the ball is in play: every way the rest of the play may go, for each answer, against the other side's usual one.
/// </summary>
internal static class SendOrHold
{
    private static readonly Throwing[] throws = Enum.GetValues<Throwing>();
    private static readonly Advancing[] advances = Enum.GetValues<Advancing>();

    public static (ThrowDecision, string) Throw(Game game, Contest contest)
    {
        if (UnderWay(game) is not { } play) return Book.Throw(game, contest);
        var runner = play.Offense.Boldness == Boldness.AskMe ? Book.Advance(game, contest).Item1 : new();
        var (best, allowed, usual) = (Throwing.AsTheChartHasIt, 0.0, 0.0);
        foreach (var one in throws)
        {
            var value = Worth(game, play, new(contest, runner, new(one)));
            if (one == Throwing.AsTheChartHasIt) (allowed, usual) = (value, value);
            else if (value < allowed - Percentages.Least) (best, allowed) = (one, value);
        }

        return (new(best), Why(game, game.Fielding, contest, Name(best), 1 - allowed, Name(Throwing.AsTheChartHasIt), 1 - usual));
    }

    public static (AdvanceDecision, string) Advance(Game game, Contest contest)
    {
        if (UnderWay(game) is not { } play) return Book.Advance(game, contest);
        var thrown = Book.Throw(game, contest).Item1;
        var (best, wins, usual) = (Advancing.AsTheChartHasIt, 0.0, 0.0);
        foreach (var one in advances)
        {
            var value = Worth(game, play, new(contest, new(one), thrown));
            if (one == Advancing.AsTheChartHasIt) (wins, usual) = (value, value);
            else if (value > wins + Percentages.Least) (best, wins) = (one, value);
        }

        return (new(best), Why(game, game.Batting, contest, Name(best), wins, Name(Advancing.AsTheChartHasIt), usual));
    }

    /// <summary>What the rest of the play is worth to the side at bat when both have answered so.</summary>
    private static double Worth(Game game, PlayUnderWay play, CalledContest call) =>
        PlayTree.Of(game, play with { Calls = play.Calls.Add(call) }).Worth(Stakes.Of(game).Over);

    /// <summary>Null where there is no play by the charts: then there is nothing to reckon with.</summary>
    private static PlayUnderWay? UnderWay(Game game) => game.Fixture!.Rules.Dice == DiceMode.Physical ? null : game.Live?.UnderWay;

    private static string Why(Game game, Side side, Contest contest, string best, double wins, string usual, double otherwise)
    {
        var to = contest.To == Base.Home ? "home" : contest.To == Base.Third ? "third" : "second";
        var about = $"{About(game, side)} before the play, a runner for {to}: {best} wins {Of100(wins)} of 100";
        return best == usual ? $"{about}." : $"{about}, {usual} {Of100(otherwise)}.";
    }
}
