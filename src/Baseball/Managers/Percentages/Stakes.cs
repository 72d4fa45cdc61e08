using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the ends of a play are worth to the side at bat: its chance to win after it, by <see cref="End.Code"/>. Between average men both
/// are one. Where men have cards it matters who is up then: that man's turn is looked at too, and only what comes after it is average.
/// </summary>
/// <param name="Over">The batter's turn is over, and the next man is up.</param>
/// <param name="Same">He is still at bat.</param>
/// <param name="Men">Null where nobody has a card.</param>
internal sealed record Stakes(double[] Over, double[] Same, MenAtHand? Men)
{
    /// <summary>More runs in one play, and the turn after it, are worth what so many are.</summary>
    private const int RunsMost = End.RunsMost;

    public static Stakes Of(Game game)
    {
        var expectancy = WinExpectancy.Of(game.Fixture!.Rules);
        var lead = game.LeadOf(game.Batting);
        var plain = expectancy.AtBat(game.Inning, game.Half, lead);
        if (game.Edition is null) return new(plain, plain, null);
        var men = new MenAtHand(game);
        // By the runs scored until then.
        var later = new double[RunsMost + 1][];
        for (var runs = 0; runs <= RunsMost; runs++)
            later[runs] = runs == 0 ? plain : expectancy.AtBat(game.Inning, game.Half, lead + runs);
        var next = AfterATurn(later, men.OnDeck, game.Outs);
        return game.Bases.Code == 0
            ? new(next[0], next[0], men)
            : new(next[0], AfterATurn(next, men.Batter, game.Outs)[0], men);
    }

    /// <summary>The same, with one more turn looked at.</summary>
    /// <param name="later">What it is worth after that turn; by runs scored before it, then by <see cref="End.Code"/>.</param>
    /// <param name="outs">There are so many already.</param>
    private static double[][] AfterATurn(double[][] later, Likelier? batter, int outs)
    {
        var worth = new double[RunsMost + 1][];
        for (var before = 0; before <= RunsMost; before++) worth[before] = new double[End.Codes];
        for (var state = 0; state <= End.Over; state++)
        {
            if (state < End.Over && state % 3 < outs) continue;
            for (var runs = 0; runs <= RunsMost; runs++)
            {
                var value = state == End.Over ? later[runs][End.CodeOf(state, 0)] : PlayOdds.Average.Turn(state, later[runs], batter);
                for (var before = 0; before <= runs; before++) worth[before][End.CodeOf(state, runs - before)] = value;
                // More than are counted.
                if (runs < RunsMost) continue;
                for (var before = 1; before <= RunsMost; before++)
                    for (var more = RunsMost - before + 1; more <= RunsMost; more++) worth[before][End.CodeOf(state, more)] = value;
            }
        }

        return worth;
    }
}
