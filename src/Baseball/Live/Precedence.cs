using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Which decision goes first when two meet: intentional walk, pickoff, balk, pitchout, steal, bunt or hit and run, swing. What another one
/// makes pointless is named, so that it is not lost. A pickoff and a balk do that only when the dice bring them: then the play is over, and
/// both sides decide anew.
/// </summary>
internal static class Precedence
{
    public static EquatableArray<Moot> Moot(Side batting, DefensiveDecision defense, OffensiveDecision offense)
    {
        var moot = new List<Moot>();
        var walked = defense.Pitch == PitchPlan.IntentionalWalk;
        if (walked && offense.Steal.Second != Steal.None) Add("steal.second", "intentional-walk");
        if (walked && offense.Steal.Third != Steal.None) Add("steal.third", "intentional-walk");
        if (walked && offense.Steal.Home != Steal.None) Add("steal.home", "intentional-walk");
        if (walked && offense.HitAndRun) Add("hitAndRun", "intentional-walk");
        if (walked && offense.RunAndHit) Add("runAndHit", "intentional-walk");
        // A steal is a play of its own: the batter is asked anew, and so is the pitcher.
        var by = walked ? "intentional-walk" : offense.Steal.Any ? "steal" : null;
        if (offense.Bunt != Bunt.None && !walked && defense.Pitchout) Add("bunt", "pitchout");
        else if (offense.Bunt != Bunt.None && by is not null) Add("bunt", by);
        if (offense.Approach != Approach.Normal && by is not null) Add("approach", by);
        if (offense.Contact != ContactPlay.Normal && by is not null) Add("contact", by);
        if (defense.Pitch == PitchPlan.PitchAround && by is not null) moot.Add(new(batting.Other(), "pitch", by));
        return new([.. moot]);

        void Add(string field, string because) => moot.Add(new(batting, field, because));
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
