using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Chances to win after what a side decides, as level 3 reckons them, against managers who go by the book.
/// </summary>
public static class WinChance
{
    /// <summary>Of the side at bat where it decides so.</summary>
    /// <returns>One for each decision, in their order; then the greatest that level 3 sees.</returns>
    public static (double[] Each, double Best) AtBat(Game game, params ReadOnlySpan<OffensiveDecision> decisions)
    {
        var prospect = new Prospect(game);
        var met = Lots.All(lots => Book.Defense(game, lots));
        var each = new double[decisions.Length];
        for (var i = 0; i < each.Length; i++) each[i] = prospect.Of(met, decisions[i]);
        var best = Lots.All(lots => Percentages.Offense(game, lots)).Max(one => prospect.Of(met, one.Decision));
        return (each, Math.Max(best, each.Length == 0 ? best : each.Max()));
    }

    /// <summary>Of the side in the field where it decides so.</summary>
    /// <inheritdoc cref="AtBat(Game, ReadOnlySpan{OffensiveDecision})"/>
    public static (double[] Each, double Best) InField(Game game, params ReadOnlySpan<DefensiveDecision> decisions)
    {
        var prospect = new Prospect(game);
        var met = Lots.All(lots => Book.Offense(game, lots));
        var each = new double[decisions.Length];
        for (var i = 0; i < each.Length; i++) each[i] = 1 - prospect.Of(decisions[i], met);
        var best = Lots.All(lots => Percentages.Defense(game, lots)).Max(one => 1 - prospect.Of(one.Decision, met));
        return (each, Math.Max(best, each.Length == 0 ? best : each.Max()));
    }
}
