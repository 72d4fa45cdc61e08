using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>
/// A manager to hold the others against: part by part he decides anything that is legal with the parts before it, all of it as likely. He
/// sends nobody in; where he has to, his time passes.
/// </summary>
internal static class Haphazard
{
    /// <summary>The number that stands for him where levels are asked for.</summary>
    public const byte Level = 0;

    public static DefensiveDecision Defense(Game game, Random luck)
    {
        var decision = DefensiveDecision.Normal;
        Try(one => one with { Pitch = Any<PitchPlan>(luck) });
        Try(one => one with { Alignment = Any<Alignment>(luck) });
        Try(one => one with { Infield = Any<Infield>(luck) });
        Try(one => one with { Outfield = Any<Outfield>(luck) });
        Try(one => one with { Hold = one.Hold with { First = Any<Hold>(luck) } });
        Try(one => one with { Hold = one.Hold with { Second = Any<Hold>(luck) } });
        Try(one => one with { Hold = one.Hold with { Third = Any<Hold>(luck) } });
        Try(one => one with { Pitchout = luck.Next(2) == 0 });
        Try(one => one with { Pickoff = Any<Base>(luck) });
        return decision;

        void Try(Func<DefensiveDecision, DefensiveDecision> draw)
        {
            var drawn = draw(decision);
            if (DecisionRules.Refuse(game, drawn, game.Live?.Pickoffs ?? 0) is null) decision = drawn;
        }
    }

    public static OffensiveDecision Offense(Game game, Random luck)
    {
        var decision = OffensiveDecision.Normal;
        Try(one => one with { Approach = Any<Approach>(luck) });
        Try(one => one with { Bunt = Any<Bunt>(luck) });
        Try(one => one with { Steal = one.Steal with { Second = Any<Steal>(luck) } });
        Try(one => one with { Steal = one.Steal with { Third = Any<Steal>(luck) } });
        Try(one => one with { Steal = one.Steal with { Home = Any<Steal>(luck) } });
        Try(one => one with { HitAndRun = luck.Next(2) == 0 });
        Try(one => one with { RunAndHit = luck.Next(2) == 0 });
        Try(one => one with { Contact = Any<ContactPlay>(luck) });
        Try(one => one with { Boldness = Any<Boldness>(luck) });
        return decision;

        void Try(Func<OffensiveDecision, OffensiveDecision> draw)
        {
            var drawn = draw(decision);
            if (DecisionRules.Refuse(game, drawn) is null) decision = drawn;
        }
    }

    public static ThrowDecision Throw(Random luck) => new(Any<Throwing>(luck));

    public static AdvanceDecision Advance(Random luck) => new(Any<Advancing>(luck));

    private static T Any<T>(Random luck) where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        return words[luck.Next(words.Length)];
    }
}
