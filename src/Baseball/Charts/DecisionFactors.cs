using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What decisions do to the odds. They are the starting values of a game that nobody has measured yet: those that facts give come from
/// facts, the others are what players of the game expect, and each stands beside the chart that it changed.
/// </summary>
internal static class DecisionFactors
{
    /// <summary>How boldly he runs, how hard they throw.</summary>
    public static List<Factor> OfARunner(OffensiveDecision offense, CalledContest? called)
    {
        var factors = new List<Factor>(3);
        var runner = called?.Advance.Runner ?? Advancing.AsTheChartHasIt;
        if (runner == Advancing.Send)
        {
            // Who would have stopped goes as well, and he is the slower or the ball the nearer: every second one is out.
            factors.Add(new("sent", "holds", 0));
            factors.Add(new("sent", "out", 4_000));
        }
        else if (offense.Boldness == Boldness.Bold)
        {
            factors.Add(new("bold", "holds", 800));
            factors.Add(new("bold", "out", 2_000));
        }
        else if (offense.Boldness == Boldness.Cautious)
        {
            factors.Add(new("cautious", "safe", 850));
            factors.Add(new("cautious", "out", 400));
        }

        if (called?.Throw.Throw == Throwing.AtTheRunner) factors.Add(new("throw at the runner", "out", 1_300));
        if (called?.Throw.Throw == Throwing.CutOff) factors.Add(new("cut off", "out", 500));
        return factors;
    }
}
