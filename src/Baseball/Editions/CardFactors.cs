using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the cards of those involved do to a chart of average men, once the match-up is decided: the runner, who has the ball, the battery.
/// In a game without cards everybody is average, and nothing is added.
/// </summary>
internal static class CardFactors
{
    private const int Usual = 1_000;

    /// <summary>The card of the man who stands on that base, or bats; null where he has none.</summary>
    public static ManCard? Of(Game game, Base from)
    {
        if (game.Edition is not { } edition) return null;
        var man = from == Base.Batter ? game.Batter?.Player : game.Bases[from] is { } runner ? game.Man(runner.Entry).Player : null;
        return man is { } player ? edition.Find(player) : null;
    }

    /// <summary>A steal, and a runner who leaves with the pitch that is missed.</summary>
    public static List<Factor> OfASteal(List<Factor> factors, Game game, Base from)
    {
        if (game.Edition is null) return factors;
        if (Of(game, from) is { } runner) Add(factors, "runner", "CS", runner.Running.CaughtPerMille);
        Add(factors, "catcher", "CS", Fielders.At(game, Position.Catcher).Arm);
        Add(factors, "pitcher", "CS", Pitcher(game).Caught);
        return factors;
    }

    /// <summary>Pitches that get away.</summary>
    public static List<Factor> OnTheBases(List<Factor> factors, Game game)
    {
        if (game.Edition is null) return factors;
        Add(factors, "pitcher", "WP", Pitcher(game).WildPitches);
        Add(factors, "catcher", "PB", Fielders.At(game, Position.Catcher).Errors);
        return factors;
    }

    /// <summary>A runner who could try for another base.</summary>
    /// <param name="thrower">Who has the ball; null where it is an infielder.</param>
    public static List<Factor> OfARunner(List<Factor> factors, Game game, Base from, Position? thrower)
    {
        if (game.Edition is null) return factors;
        if (Of(game, from) is { } runner) Add(factors, "runner", "safe", runner.Running.Speed);
        if (thrower is >= Position.LeftField and <= Position.RightField)
            Add(factors, "arm", "out", Fielders.At(game, thrower.Value).Arm);
        return factors;
    }

    /// <summary>A ball on the ground that an infielder has reached.</summary>
    public static List<Factor> OnTheGround(List<Factor> factors, Game game, Position fielder)
    {
        if (game.Edition is not { } edition) return factors;
        // A catcher's errors are passed balls.
        var errors = fielder == Position.Catcher ? Usual : Fielders.At(game, fielder).Errors;
        Add(factors, "fielder", "boot", errors);
        Add(factors, "fielder", "throw", errors);
        if (game.Bases.First is not null && game.Outs < 2)
            Add(factors, "batter", "DP", Batter(edition, game).DoublePlays);
        return factors;
    }

    /// <summary>A ball in the air that he can reach.</summary>
    public static List<Factor> InTheAir(List<Factor> factors, Game game, Position fielder)
    {
        if (game.Edition is not null && fielder != Position.Catcher) Add(factors, "fielder", "error", Fielders.At(game, fielder).Errors);
        return factors;
    }

    /// <summary>A hit that he fields, and may let get by him or throw away.</summary>
    public static List<Factor> OnAHit(Game game, Position fielder)
    {
        var factors = new List<Factor>(1);
        if (game.Edition is not null && fielder != Position.Catcher) Add(factors, "fielder", "error", Fielders.At(game, fielder).Errors);
        return factors;
    }

    /// <summary>A ball bunted: who seldom bunts does it worse.</summary>
    public static List<Factor> OfABunt(List<Factor> factors, Game game)
    {
        if (game.Edition is not { } edition) return factors;
        Add(factors, "batter", "hit", Batter(edition, game).BuntHits);
        return factors;
    }

    private static PitchingCard Pitcher(Game game) => game.Edition!.Pitching(game.Pitcher!.Value.Player);

    private static BattingCard Batter(Edition edition, Game game) =>
        edition.Batting(game.Batter!.Value.Player, game.Batter.Value.Position == Position.Pitcher);

    private static void Add(List<Factor> factors, string why, string outcomes, int perMille)
    {
        if (perMille != Usual) factors.Add(new(why, outcomes, perMille));
    }
}
