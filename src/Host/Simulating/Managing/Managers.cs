using AkkaGame.Baseball;
using AkkaGame.Host.Simulating.Calibrating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Managing;

/// <summary>Computer managers of one league, measured.</summary>
/// <param name="Duels">Of the levels that are to be told apart.</param>
/// <param name="Habits">By level from 1: what is done where both managers are of it.</param>
internal sealed record Managers(
    SimulatedLeague League, int Seed, IReadOnlyList<Duel> Duels, Losses Losses, IReadOnlyList<SeasonFold> Habits)
{
    /// <summary>Pairs of levels; the former is to win more.</summary>
    private static readonly (byte, byte)[] pairs = [(1, Haphazard.Level), (2, Haphazard.Level), (2, 1), (3, 2)];

    /// <summary>Habits are counted in a game for so many of a duel, and situations taken from one for so many.</summary>
    private const int HabitsShare = 4, LossesShare = 50;

    private const int EveryPlay = 7;

    /// <param name="games">Of each duel.</param>
    /// <param name="progress">Told after each game how many there were, and how many there are to be.</param>
    public static Managers Of(
        SimulatedLeague league, int games, int seed, int cores, Action<int, int> progress, CancellationToken stop)
    {
        games += games % 2;
        var (habits, losses) = (Math.Max(2, games / HabitsShare), Math.Max(2, games / LossesShare));
        var (played, all) = (0, pairs.Length * games + ComputerManager.Levels * habits + losses);
        void Played() => progress(Interlocked.Increment(ref played), all);
        var duels = pairs.Select(pair => Duel.Of(league, pair.Item1, pair.Item2, games, seed, cores, Played, stop)).ToArray();
        var lost = Losses.In(league, losses, EveryPlay, seed, cores, Played, stop);
        var folds = new List<SeasonFold>();
        for (byte level = 1; level <= ComputerManager.Levels; level++)
            folds.Add(HabitsOf(league, level, habits, seed, cores, Played, stop));
        return new(league, seed, duels, lost, folds);
    }

    private static SeasonFold HabitsOf(
        SimulatedLeague league, byte level, int games, int seed, int cores, Action played, CancellationToken stop)
    {
        var fixtures = Fixtures.Of(new(1, league, level, level, RuleSet.Mlb2018, seed), games);
        var all = new SeasonFold(league.Cards);
        Parallel.For(
            0, fixtures.Length, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop }, () => new SeasonFold(league.Cards),
            (i, _, fold) =>
            {
                fold.End(SimulatedGame.Play(fixtures[i], seed, fold.Add));
                played();
                return fold;
            },
            fold => { lock (all) all.Add(fold); });
        return all;
    }
}
