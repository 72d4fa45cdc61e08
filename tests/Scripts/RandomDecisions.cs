using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>Decisions with every field drawn, and drawn again until the rules call them possible.</summary>
public static class RandomDecisions
{
    private const int Tries = 30;

    public static DefensiveDecision Defense(Game game, Chance chance)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var drawn = Defense(chance);
            if (DecisionRules.Refuse(game, drawn, game.Live?.Pickoffs ?? 0) is null) return drawn;
        }

        return DefensiveDecision.Normal;
    }

    public static OffensiveDecision Offense(Game game, Chance chance)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var drawn = Offense(chance);
            if (DecisionRules.Refuse(game, drawn) is null) return drawn;
        }

        return OffensiveDecision.Normal;
    }

    /// <summary>For any situation: the parts that do not fit when the time comes are not asked for.</summary>
    public static StandingOrders Standing(Chance chance) => chance.Of(1, 6)
        ? new()
        : new(
            chance.Of(1, 2) ? Defense(chance) : null, chance.Of(1, 2) ? Offense(chance) : null,
            chance.Of(1, 2) ? Throw(chance) : null, chance.Of(1, 2) ? Advance(chance) : null);

    public static ThrowDecision Throw(Chance chance) => new(chance.From(Enum.GetValues<Throwing>()));

    public static AdvanceDecision Advance(Chance chance) => new(chance.From(Enum.GetValues<Advancing>()));

    private static DefensiveDecision Defense(Chance chance) => new()
    {
        Alignment = chance.Word<Alignment>(),
        Infield = chance.Word<Infield>(),
        Outfield = chance.Word<Outfield>(),
        Hold = new(chance.Word<Hold>(), chance.Word<Hold>(), chance.Word<Hold>()),
        Pitchout = chance.Of(1, 12),
        Pickoff = chance.Of(1, 8) ? chance.From(Base.First, Base.Second, Base.Third) : Base.Batter,
        Pitch = chance.Of(1, 12) ? PitchPlan.IntentionalWalk : chance.Of(1, 6) ? PitchPlan.PitchAround : PitchPlan.PitchTo,
    };

    private static OffensiveDecision Offense(Chance chance) => new()
    {
        Approach = chance.Word<Approach>(),
        Steal = chance.Of(1, 4) ? new(chance.Word<Steal>(), chance.Word<Steal>(), chance.Word<Steal>()) : default,
        HitAndRun = chance.Of(1, 12),
        RunAndHit = chance.Of(1, 12),
        Bunt = chance.Of(1, 4) ? chance.From(Enum.GetValues<Bunt>()) : Bunt.None,
        Contact = chance.Word<ContactPlay>(),
        Boldness = chance.From(Enum.GetValues<Boldness>()),
    };
}
