using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Managing;

/// <summary>
/// What the decisions of each level cost against the best that level 3 sees, in chances to win, where a manager of level 2 sits on the
/// other side; in situations of games that managers of level 2 play each other.
/// </summary>
internal sealed class Losses
{
    /// <summary>From the haphazard one to the highest.</summary>
    private readonly double[] atBat = new double[ComputerManager.Levels + 1], inField = new double[ComputerManager.Levels + 1];

    public int Situations { get; private set; }

    /// <summary>Games of ten thousand that a decision of that level at bat loses; and one in the field.</summary>
    public (double AtBat, double InField) Of(byte level) =>
        (10_000 * atBat[level] / Situations, 10_000 * inField[level] / Situations);

    /// <param name="every">One play of so many is looked at.</param>
    public static Losses In(
        SimulatedLeague league, int games, int every, int seed, int cores, Action played, CancellationToken stop)
    {
        var fixtures = Fixtures.Of(new(1, league, 2, 2, RuleSet.Mlb2018, seed), games);
        var each = new Losses[fixtures.Length];
        Parallel.For(0, fixtures.Length, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop }, i =>
        {
            var (its, number, luck) = (new Losses(), i, new Random(seed ^ i));
            SimulatedGame.Play(fixtures[i], seed, (before, _) => { if (number++ % every == 0) its.Add(before, luck); });
            each[i] = its;
            played();
        });
        var all = new Losses();
        foreach (var its in each) all.Add(its);
        return all;
    }

    private void Add(Game game, Random luck)
    {
        var id = new Guid(luck.Next(), 0, 0, new byte[8]);
        var swings = new OffensiveDecision[atBat.Length];
        var stands = new DefensiveDecision[atBat.Length];
        for (byte level = 0; level < atBat.Length; level++)
        {
            swings[level] = level == Haphazard.Level ? Haphazard.Offense(game, luck) : ComputerManager.Offense(game, id, level).Decision;
            stands[level] = level == Haphazard.Level ? Haphazard.Defense(game, luck) : ComputerManager.Defense(game, id, level).Decision;
        }

        var (wins, most) = WinChance.AtBat(game, swings);
        var (holds, least) = WinChance.InField(game, stands);
        for (var level = 0; level < atBat.Length; level++)
        {
            atBat[level] += most - wins[level];
            inField[level] += least - holds[level];
        }

        Situations++;
    }

    private void Add(Losses other)
    {
        Situations += other.Situations;
        for (var level = 0; level < atBat.Length; level++)
        {
            atBat[level] += other.atBat[level];
            inField[level] += other.inField[level];
        }
    }
}
