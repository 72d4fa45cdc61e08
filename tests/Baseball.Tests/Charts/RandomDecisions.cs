using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>Decisions at random, of which those are kept that the rules allow as things stand.</summary>
internal static class RandomDecisions
{
    public static DefensiveDecision Defense(Game game, Random random)
    {
        var decision = new DefensiveDecision
        {
            Alignment = Any<Alignment>(random, 6),
            Infield = Any<Infield>(random, 2),
            Outfield = Any<Outfield>(random, 3),
            Hold = new(Any<Hold>(random, 2), Any<Hold>(random, 4), Any<Hold>(random, 4)),
            Pitchout = random.Next(8) == 0,
            Pickoff = random.Next(6) == 0 ? (Base)random.Next(4) : Base.Batter,
            Pitch = Any<PitchPlan>(random, 6),
        };
        return DecisionRules.Refuse(game, decision) is null ? decision : DefensiveDecision.Normal;
    }

    public static OffensiveDecision Offense(Game game, Random random)
    {
        var decision = new OffensiveDecision
        {
            Approach = Any<Approach>(random, 3),
            Steal = new(Any<Steal>(random, 4), Any<Steal>(random, 6), Any<Steal>(random, 10)),
            HitAndRun = random.Next(8) == 0,
            RunAndHit = random.Next(8) == 0,
            Bunt = Any<Bunt>(random, 4),
            Contact = Any<ContactPlay>(random, 3),
            Boldness = Any<Boldness>(random, 1),
        };
        return DecisionRules.Refuse(game, decision) is null ? decision : new() { Boldness = decision.Boldness };
    }

    /// <summary>A word at random, in one of so many cases; otherwise the usual one.</summary>
    private static T Any<T>(Random random, int oneOf) where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        return random.Next(oneOf) == 0 ? words[random.Next(words.Length)] : words[0];
    }
}
