using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>The rule sets that scripts are played by.</summary>
public static class ScriptRules
{
    private static readonly RuleSet[] presets = [RuleSet.Mlb1982, RuleSet.Mlb2018, RuleSet.Mlb2020, RuleSet.Mlb2022, RuleSet.Mlb2023];

    /// <summary>All kinds, most of them whole games by a preset.</summary>
    /// <param name="clockMs">The managers' clock, milliseconds.</param>
    public static RuleSet For(int seed, int clockMs)
    {
        var chance = new Chance(seed ^ 0x5EED);
        var set = chance.From(presets) with
        {
            TakeBacks = (byte)chance.Below(4),
            DecisionClockMs = clockMs,
            BankMs = chance.Of(1, 3) ? 2 * clockMs : 0,
            MaxInnings = 12,
            Roster = 0,
            PitcherLimit = 0,
        };
        if (chance.Of(1, 4)) set = set with { Dice = DiceMode.Physical };
        else if (seed % 5 == 2) set = set with { Dice = DiceMode.Chart };
        return chance.Below(10) switch
        {
            0 => set with { ScheduledInnings = 3, OfficialAfter = 2, MaxInnings = 5, Mercy = [new(5, 2)] },
            1 => set with
            {
                ScheduledInnings = 2,
                OfficialAfter = 1,
                MaxInnings = 6,
                BattingFirst = Side.Home,
                AutoRunner = new(3, Base.Second),
            },
            2 => set with { Reentry = chance.From(ReentryRule.StarterOnce, ReentryRule.AllStar), CourtesyRunner = true },
            3 => set with { CalledTie = CalledTie.Suspend, CalledMidInning = chance.From(Enum.GetValues<CalledMidInning>()) },
            _ => set,
        };
    }
}
