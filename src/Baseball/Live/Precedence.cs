using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Which decision goes first when two meet: intentional walk, pickoff, pitchout, steal, bunt or hit and run, swing. What another one makes
/// pointless is named, so that it is not lost. (A balk goes before a pitchout; only the dice make one.)
/// </summary>
internal static class Precedence
{
    public static EquatableArray<Moot> Moot(Side batting, DefensiveDecision defense, OffensiveDecision offense)
    {
        var moot = new List<Moot>();
        var by = (defense, offense) switch
        {
            ({ Pitch: PitchPlan.IntentionalWalk }, _) => "intentional-walk",
            ({ Pickoff: not Base.Batter }, _) => "pickoff",
            ({ Pitchout: true }, _) => "pitchout",
            (_, { Steal.Any: true }) => "steal",
            _ => null,
        };
        if (by is null) return default;

        // No pitch is thrown, so nobody goes with it; on a pitchout, and on a steal itself, the runners do go.
        var stands = by is "intentional-walk" or "pickoff";
        if (stands && offense.Steal.Second != Steal.None) Add("steal.second");
        if (stands && offense.Steal.Third != Steal.None) Add("steal.third");
        if (stands && offense.Steal.Home != Steal.None) Add("steal.home");
        if (stands && offense.HitAndRun) Add("hitAndRun");
        if (stands && offense.RunAndHit) Add("runAndHit");
        if (offense.Bunt != Bunt.None) Add("bunt");
        if (offense.Approach != Approach.Normal) Add("approach");
        if (offense.Contact != ContactPlay.Normal) Add("contact");
        if (by == "pickoff" && defense.Pitch == PitchPlan.PitchAround) moot.Add(new(batting.Other(), "pitch", by));
        return new([.. moot]);

        void Add(string field) => moot.Add(new(batting, field, by));
    }

    /// <summary>What is left of the defense's decision.</summary>
    public static DefensiveDecision InEffect(DefensiveDecision defense, EquatableArray<Moot> moot)
    {
        foreach (var one in moot) if (one.Field == "pitch") defense = defense with { Pitch = PitchPlan.PitchTo };
        return defense;
    }

    /// <summary>What is left of the offense's decision.</summary>
    public static OffensiveDecision InEffect(OffensiveDecision offense, EquatableArray<Moot> moot)
    {
        foreach (var one in moot)
        {
            offense = one.Field switch
            {
                "steal.second" => offense with { Steal = offense.Steal with { Second = Steal.None } },
                "steal.third" => offense with { Steal = offense.Steal with { Third = Steal.None } },
                "steal.home" => offense with { Steal = offense.Steal with { Home = Steal.None } },
                "hitAndRun" => offense with { HitAndRun = false },
                "runAndHit" => offense with { RunAndHit = false },
                "bunt" => offense with { Bunt = Bunt.None },
                "approach" => offense with { Approach = Approach.Normal },
                "contact" => offense with { Contact = ContactPlay.Normal },
                _ => offense,
            };
        }

        return offense;
    }
}
