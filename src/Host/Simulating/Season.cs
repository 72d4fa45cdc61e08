using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>How much is to be simulated.</summary>
/// <param name="Level">Of the computer managers.</param>
/// <param name="Against">
/// Of those on the other side. Where it is another one each game is played twice with the same dice, the managers changing sides.
/// </param>
internal sealed record SimulationOrder(int Seasons, SimulatedLeague League, byte Level, byte Against, RuleSet Rules, int Seed)
{
    public bool IsMirrored => Against != Level;
}

/// <summary>A season of a league, on all cores.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Season(int Number, IReadOnlyList<Fixture> Fixtures)
{
    public static Season Of(SimulationOrder order, int number)
    {
        var fixtures = new List<Fixture>();
        var dice = 0;
        foreach (var game in order.League.Games)
        {
            Add(game, order.Level, order.Against);
            if (order.IsMirrored) Add(game, order.Against, order.Level);
            dice++;
        }

        return new(number, fixtures);

        void Add(ScheduledGame game, byte away, byte home) =>
            fixtures.Add(new(number, fixtures.Count, game, order.League.Cards, order.Rules, dice, away, home));
    }

    /// <summary>Plays all of its games, each for itself, so that nothing depends on which is over first.</summary>
    /// <param name="played">Told after each game.</param>
    /// <returns>The boxes in the order of the schedule.</returns>
    public IReadOnlyList<BoxScore> Play(int seed, int cores, Action played, CancellationToken stop)
    {
        var boxes = new BoxScore[Fixtures.Count];
        Parallel.For(0, boxes.Length, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop }, i =>
        {
            boxes[i] = SimulatedGame.Play(Fixtures[i], seed);
            played();
        });
        return boxes;
    }
}
