using AkkaGame.Baseball;
using AkkaGame.Host.Playing;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>How much is to be simulated.</summary>
/// <param name="Meetings">Of each pair of clubs in a season.</param>
/// <param name="Level">Of all computer managers.</param>
internal sealed record SimulationOrder(int Seasons, int Meetings, byte Level, RuleSet Rules, int Seed);

/// <summary>A season of the program's own league, on all cores.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Season(int Number, IReadOnlyList<Fixture> Fixtures)
{
    private static readonly DateOnly opening = new(2026, 4, 1);

    public static Season Of(SimulationOrder order, int number) => new(
        number,
        [
            .. Meeting.Schedule(Clubs.All, order.Meetings).Select((game, i) => new Fixture(
                number, i, opening.AddDays(game.Day), game.Away, game.Home, game.AwayGame, game.HomeGame, order.Rules, order.Level)),
        ]);

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
