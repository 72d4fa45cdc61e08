using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Managing;

/// <summary>How managers of two levels came out against each other: the same games twice, with the same dice, changing sides.</summary>
/// <param name="Level">Or <see cref="Haphazard.Level"/>; so <paramref name="Against"/>.</param>
/// <param name="Won">Share of the games that the former won; half of one that ended level.</param>
/// <param name="Error">Its standard error, from pairs of games, which are not independent.</param>
internal sealed record Duel(byte Level, byte Against, int Games, double Won, double Error)
{
    /// <summary>Standard errors from the mean to the lower bound of 99 %.</summary>
    private const double Errors = 2.326;

    public double Least => Won - Errors * Error;

    /// <param name="games">At least so many, by whole pairs.</param>
    /// <param name="played">Told after each game.</param>
    public static Duel Of(
        SimulatedLeague league, byte level, byte against, int games, int seed, int cores, Action played, CancellationToken stop)
    {
        var order = new SimulationOrder(1, league, level, against, RuleSet.Mlb2018, seed);
        var fixtures = Fixtures.Of(order, games);
        var shares = new double[fixtures.Length];
        Parallel.For(0, fixtures.Length, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop }, i =>
        {
            shares[i] = Share(SimulatedGame.Play(fixtures[i], seed), i % 2 == 0 ? Side.Away : Side.Home);
            played();
        });
        var pairs = shares.Chunk(2).Select(static pair => pair.Average()).ToArray();
        var won = pairs.Average();
        return new(level, against, fixtures.Length, won, Math.Sqrt(pairs.Sum(one => (one - won) * (one - won))) / pairs.Length);
    }

    private static double Share(BoxScore game, Side side) => game.Winner is not { } winner ? 0.5 : winner == side ? 1 : 0;
}

/// <summary>The games of a league's seasons, one after the other.</summary>
internal static class Fixtures
{
    /// <param name="games">An even number; of mirrored games both are among them.</param>
    public static Fixture[] Of(SimulationOrder order, int games)
    {
        var all = new List<Fixture>(games);
        for (var season = 1; all.Count < games; season++) all.AddRange(Season.Of(order, season).Fixtures.Take(games - all.Count));
        return [.. all];
    }
}
