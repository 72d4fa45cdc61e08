using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>What happened in all games of a simulation together: the league's run environment.</summary>
internal sealed class RunEnvironment
{
    private readonly long[] sums = new long[Enum.GetValues<Happening>().Length];
    private double squares;

    public int Games { get; private set; }

    /// <summary>How often it happened.</summary>
    public long this[Happening what] => sums[(int)what];

    /// <summary>Of the runs that a club scores in a game.</summary>
    public double RunVariance =>
        Games == 0 ? 0 : squares / (2 * Games) - Math.Pow(this[Happening.Runs] / (2.0 * Games), 2);

    public void Add(BoxScore game)
    {
        Games++;
        foreach (var side in (BoxSide[])[game.Away, game.Home])
        {
            var batting = side.Totals.Batting;
            Count(Happening.Runs, batting.Runs);
            Count(Happening.Hits, batting.Hits);
            Count(Happening.Doubles, batting.Doubles);
            Count(Happening.Triples, batting.Triples);
            Count(Happening.HomeRuns, batting.HomeRuns);
            Count(Happening.Walks, batting.Walks);
            Count(Happening.IntentionalWalks, batting.IntentionalWalks);
            Count(Happening.HitByPitch, batting.HitByPitch);
            Count(Happening.Strikeouts, batting.Strikeouts);
            Count(Happening.SacrificeHits, batting.SacrificeHits);
            Count(Happening.SacrificeFlies, batting.SacrificeFlies);
            Count(Happening.GroundedIntoDoublePlays, batting.GroundedIntoDoublePlays);
            Count(Happening.StolenBases, batting.StolenBases);
            Count(Happening.CaughtStealing, batting.CaughtStealing);
            Count(Happening.PlateAppearances, batting.PlateAppearances);
            Count(Happening.Errors, side.Totals.Fielding.Errors);
            Count(Happening.LeftOnBase, side.Totals.LeftOnBase);
            Count(Happening.Shutouts, batting.Runs == 0 ? 1 : 0);
            squares += batting.Runs * batting.Runs;
        }

        Count(Happening.HomeWins, game.Winner == Side.Home ? 1 : 0);
        Count(Happening.ExtraInnings, game.Line.Innings > 9 ? 1 : 0);
        Count(Happening.OneRunGames, Math.Abs(game.Played.Away - game.Played.Home) == 1 ? 1 : 0);
    }

    /// <summary>What it comes to, beside the season whose facts the charts were made of.</summary>
    public IReadOnlyList<EnvironmentLine> Lines() => [.. Enum.GetValues<Happening>().Select(Line)];

    private EnvironmentLine Line(Happening what)
    {
        // Of each game there are two clubs, and one end.
        var ofGames = what >= Happening.HomeWins;
        var (here, there) = (Rate(this[what], Games), Rate(Majors2018.Of(what), Majors2018.Games));
        return new(what, ofGames, Math.Round(here, 4), Math.Round(there, 4), Math.Round(here / there, 4));

        double Rate(long count, int games) => games == 0 ? 0 : (double)count / (ofGames ? games : 2 * games);
    }

    private void Count(Happening what, int times) => sums[(int)what] += times;
}

/// <summary>How often something happens, here and in the season behind the charts.</summary>
/// <param name="OfGames">True for a share of games; false for a number of times that it happens to a club in a game.</param>
/// <param name="Ratio">Of <paramref name="Simulated"/> to <paramref name="Real2018"/>.</param>
internal sealed record EnvironmentLine(Happening What, bool OfGames, double Simulated, double Real2018, double Ratio);
