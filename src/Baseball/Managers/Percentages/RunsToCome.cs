using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// How many runs are still to come in a half, by bases and outs: a chain of plays to the third out, each as the charts have it, between
/// average men whose managers go by the book in the third inning of a tie.
/// </summary>
internal static class RunsToCome
{
    /// <summary>More runs are counted as so many: one half in a hundred thousand has them.</summary>
    public const int RunsMost = 15;

    private const int Plays = 200;

    private static readonly double[][] chances = Chain();

    /// <summary>The chance of 0, 1, 2 ... runs until the half is over.</summary>
    /// <param name="state">Bases and outs, by <see cref="End.State"/>.</param>
    public static ReadOnlySpan<double> From(int state) => chances[state];

    /// <summary>Runs on the average.</summary>
    public static double Expected(int state)
    {
        var sum = 0.0;
        for (var runs = 1; runs <= RunsMost; runs++) sum += runs * chances[state][runs];
        return sum;
    }

    private static double[][] Chain()
    {
        var plays = new double[End.States][];
        for (var state = 0; state < End.States; state++) plays[state] = OnePlay(state);
        var now = new double[End.States + 1][];
        for (var state = 0; state <= End.Over; state++)
        {
            now[state] = new double[RunsMost + 1];
            now[state][0] = 1;
        }

        // Each round adds a play in front. A half of two hundred plays has no chance worth naming.
        for (var round = 0; round < Plays; round++)
        {
            var before = new double[End.States + 1][];
            before[End.Over] = now[End.Over];
            for (var state = 0; state < End.States; state++) before[state] = InFront(plays[state], now);
            now = before;
        }

        return now;
    }

    private static double[] InFront(double[] play, double[][] then)
    {
        var sum = new double[RunsMost + 1];
        for (var code = 0; code < End.Codes; code++)
        {
            if (play[code] <= 0) continue;
            var (state, scored) = (code / (End.RunsMost + 1), code % (End.RunsMost + 1));
            for (var runs = 0; runs <= RunsMost; runs++) sum[Math.Min(runs + scored, RunsMost)] += play[code] * then[state][runs];
        }

        return sum;
    }

    /// <summary>The chances of a play's ends, by <see cref="End.Code"/>.</summary>
    private static double[] OnePlay(int state)
    {
        var odds = PlayOdds.Average;
        var game = odds.GameAt(state);
        var play = new double[End.Codes];
        var one = new double[End.Codes];
        var stakes = new Stakes(one, one, null);
        foreach (var (met, defense) in Lots.All(luck => Book.Defense(game, luck)))
        {
            foreach (var (chosen, offense) in Lots.All(luck => Book.Offense(game, luck)))
            {
                for (var code = 0; code < End.Codes; code++)
                {
                    one[code] = 1;
                    play[code] += met * chosen * odds.Worth(state, defense, offense, stakes);
                    one[code] = 0;
                }
            }
        }

        return play;
    }
}
