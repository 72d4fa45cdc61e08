using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the next play is worth to the side at bat: its chance to win after it, for each pair of decisions.
/// </summary>
internal sealed class Prospect(Game game)
{
    private readonly PlayOdds odds = PlayOdds.Average;
    private readonly int state = End.State(game.Bases.Code, game.Outs);

    public Stakes Stakes { get; } = Stakes.Of(game);

    /// <summary>The chance of the side at bat before it is known what either side does.</summary>
    /// <param name="defenses">What the other side may do, each with its chance.</param>
    public double Of(List<(double Chance, DefensiveDecision Decision)> defenses, OffensiveDecision offense)
    {
        var sum = 0.0;
        foreach (var (chance, defense) in defenses) sum += chance * Of(defense, offense);
        return sum;
    }

    /// <inheritdoc cref="Of(List{ValueTuple{double, DefensiveDecision}}, OffensiveDecision)"/>
    /// <param name="offenses">What the other side may do, each with its chance.</param>
    public double Of(DefensiveDecision defense, List<(double Chance, OffensiveDecision Decision)> offenses)
    {
        var sum = 0.0;
        foreach (var (chance, offense) in offenses) sum += chance * Of(defense, offense);
        return sum;
    }

    /// <summary>The chance of the side at bat where this is decided.</summary>
    public double Of(DefensiveDecision defense, OffensiveDecision offense) => odds.Worth(state, defense, offense, Stakes);
}
