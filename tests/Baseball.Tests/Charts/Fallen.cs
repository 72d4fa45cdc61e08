using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>A play whose dice fall as a test wants: for each roll the outcome that it shall hit, by the chart's word.</summary>
internal static class Fallen
{
    /// <summary>
    /// The play in which the rolls hit those outcomes in that order. Dice are tried cell by cell, so an outcome that the chart does not
    /// hold fails the test.
    /// </summary>
    public static ResolutionStep.Done So(
        Game game, DefensiveDecision? defense, OffensiveDecision? offense, params ReadOnlySpan<string> outcomes)
    {
        var play = new PlayUnderWay(Guid.Empty, defense ?? DefensiveDecision.Normal, offense ?? OffensiveDecision.Normal);
        foreach (var outcome in outcomes) play = Next(game, play, outcome);
        var step = Resolver.Next(game, play);
        return step as ResolutionStep.Done ?? throw new InvalidOperationException($"The play is not over, but awaits {step}.");
    }

    public static ResolutionStep.Done So(Game game, params ReadOnlySpan<string> outcomes) => So(game, null, null, outcomes);

    /// <summary>The play with one more roll, which hits that outcome.</summary>
    public static PlayUnderWay Next(Game game, PlayUnderWay play, string outcome)
    {
        if (Resolver.Next(game, play) is not ResolutionStep.Roll(var purpose))
            throw new InvalidOperationException($"No roll is awaited for {outcome}.");
        for (var cell = 0; cell < 4_320; cell++)
        {
            var dice = new Dice((byte)(cell / 720 + 1), (byte)(cell / 120 % 6 + 1), (byte)(cell / 20 % 6 + 1), (byte)(cell % 20 + 1));
            var rolled = play with { Rolls = play.Rolls.Add(new(play.Rolls.Count + 1, 1, purpose, dice, Guid.Empty)) };
            if (Resolver.Hits(game, rolled)[^1].Outcome == outcome) return rolled;
        }

        throw new InvalidOperationException($"{outcome} is not on the chart of that {purpose} roll.");
    }
}
