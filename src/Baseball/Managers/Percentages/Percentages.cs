using AkkaGame.Messages;
using static AkkaGame.Baseball.PercentageWords;
using static AkkaGame.Baseball.Scoreboard;

namespace AkkaGame.Baseball;

/// <summary>
/// Level 3: plays the percentages. Of what is sensible it takes what wins most often against a manager who goes by the book, and draws lots
/// where a manager who always does the same would be met.
/// </summary>
/// <remarks>
/// Some decisions are better here than on a field, because they were counted of men who are good at them, or are free because nobody has
/// counted what they cost (docs/decisions.md). Two steals at once, bunts for a hit, squeezes and shifts are left out; steals of third and
/// ahead of a man on third, throws to first and the run and hit are done no more often than managers do, by lot; lines are guarded,
/// outfields moved and batters pitched around only where managers do it.
/// <para>
/// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact Retrosheet
/// at "www.retrosheet.org".
/// </para>
/// </remarks>
internal static class Percentages
{
    /// <summary>Less than so much more often won is no reason to do the unusual thing: a game in ten thousand.</summary>
    public const double Least = 0.0001;

    /// <summary>
    /// Times in a thousand at most. In 2018 pitchers threw to first 15,945 times in about 38,000 turns at bat with a man there and second
    /// open; men went 379 times in about 5,300 turns from first ahead of a man on third, and 385 times in about 15,000 from second alone.
    /// For the run and hit, the pitchout and the charge there is no count.
    /// </summary>
    private const int ThrowsToFirst = 400, StealsAhead = 70, StealsOfThird = 25, RunsAndHits = 100, Pitchouts = 100, Charges = 750;

    private const int Always = 1_000;

    /// <summary>Where men have cards who is worth it goes so many times as often as his card has it, and nobody else does.</summary>
    private const int Readier = 4;

    private const uint ThrowPurpose = 1, PitchoutPurpose = 2, StealPurpose = 3, RunAndHitPurpose = 5, BuntPurpose = 7, ChargePurpose = 8;

    /// <summary>A man on first is not held where his going costs no more than this.</summary>
    private const double Nothing = 0.002;

    private static readonly OffensiveDecision sacrifice = new() { Bunt = Bunt.Sacrifice };
    private static readonly OffensiveDecision second = new() { Steal = new(Second: Steal.Straight) };
    private static readonly OffensiveDecision third = new() { Steal = new(Third: Steal.Straight) };
    private static readonly OffensiveDecision runAndHit = new() { RunAndHit = true };
    private static readonly DefensiveDecision walk = new() { Pitch = PitchPlan.IntentionalWalk };

    public static (OffensiveDecision, string) Offense(Game game, Luck luck)
    {
        var prospect = new Prospect(game);
        var defenses = Lots.All(lots => Book.Defense(game, lots));
        var swings = BestSwing(game, prospect, defenses);
        var waiting = prospect.Of(defenses, swings);
        foreach (var special in Specials(game))
        {
            var wins = prospect.Of(defenses, special.Decision);
            if (wins < waiting + Least) continue;
            var standoff = Against(prospect, defenses[0].Decision, special.Counter, swings, special.Decision);
            var often = Math.Min(special.Most, Often(standoff.AtBat));
            if (often == 0) continue;
            var why = $"{About(game, game.Batting)}: {special.Name} wins {Of100(wins)} of 100, {Name(swings)} {Of100(waiting)}, "
                + $"and is done {often} times in 1,000";
            return luck.Hits(special.Purpose, Always, often) ? (special.Decision, $"{why}, now too.") : (swings, $"{why}, but not now.");
        }

        var normal = swings == OffensiveDecision.Normal
            ? "" : $", the usual thing {Of100(prospect.Of(defenses, OffensiveDecision.Normal))}";
        return (swings, $"{About(game, game.Batting)}: {Name(swings)} wins {Of100(waiting)} of 100{normal}.");
    }

    public static (DefensiveDecision, string) Defense(Game game, Luck luck)
    {
        var prospect = new Prospect(game);
        var offenses = Lots.All(lots => Book.Offense(game, lots));
        var stands = BestStand(game, prospect, offenses, luck);
        var allowed = prospect.Of(stands, offenses);
        var about = About(game, game.Fielding);
        if (game.Bases.First is null && prospect.Of(walk, offenses) is var walked && walked < allowed - Least)
            return (walk, $"{about}: the walk wins {Of100(1 - walked)} of 100, {Name(stands)} {Of100(1 - allowed)}.");
        if (game.Bases is { First: not null, Second: null, Third: null })
        {
            var thrown = stands with { Pickoff = Base.First };
            if (MayThrow(game) && luck.Hits(ThrowPurpose, Always, ThrowsToFirst)
                && prospect.Of(thrown, offenses) is var caught && caught < allowed - Least)
            {
                return (
                    thrown, $"{about}: a throw to first wins {Of100(1 - caught)} of 100, {Name(stands)} {Of100(1 - allowed)}, "
                    + $"and is made {ThrowsToFirst} times in 1,000, now too.");
            }

            var pitchout = stands with { Pitchout = true };
            var often = Math.Min(Pitchouts, Often(Against(prospect, stands, pitchout, offenses[0].Decision, second).InField));
            if (luck.Hits(PitchoutPurpose, Always, often) && prospect.Of(pitchout, offenses) is var met && met < allowed - Least)
            {
                return (
                    pitchout, $"{about}: a pitchout wins {Of100(1 - met)} of 100, {Name(stands)} {Of100(1 - allowed)}, "
                    + $"and is called {often} times in 1,000, now too.");
            }
        }

        var usual = stands == DefensiveDecision.Normal
            ? "" : $", the usual thing {Of100(1 - prospect.Of(DefensiveDecision.Normal, offenses))}";
        return (stands, $"{about}: {Name(stands)} wins {Of100(1 - allowed)} of 100{usual}.");
    }

    /// <summary>
    /// How he swings, what the man on third does, how boldly they run: one after the other, for they hardly touch each other.
    /// </summary>
    private static OffensiveDecision BestSwing(Game game, Prospect prospect, List<(double, DefensiveDecision)> defenses)
    {
        var (best, wins) = (OffensiveDecision.Normal, prospect.Of(defenses, OffensiveDecision.Normal));
        for (var approach = Approach.Contact; approach <= Approach.Take; approach++) Try(best with { Approach = approach });
        if (game.Bases.Code == 0) return best;
        if (game.Bases.Third is not null && game.Outs < 2)
            for (var contact = ContactPlay.Go; contact <= ContactPlay.SeeItThrough; contact++) Try(best with { Contact = contact });
        for (var boldness = Boldness.Cautious; boldness <= Boldness.Bold; boldness++) Try(best with { Boldness = boldness });
        return best;

        void Try(OffensiveDecision decision)
        {
            var value = prospect.Of(defenses, decision);
            if (value > wins + Least) (best, wins) = (decision, value);
        }
    }

    /// <summary>What is not done each time, even where it is best.</summary>
    private static List<Unusual> Specials(Game game)
    {
        var cards = game.Edition is not null;
        var specials = new List<Unusual>(3);
        var pitchout = new DefensiveDecision { Pitchout = true };
        if (game.Bases is { First: not null, Second: null })
        {
            var most = game.Bases.Third is not null ? StealsAhead : Always;
            specials.Add(new("a steal", second, pitchout, cards ? CardBook.OftenToSecond(game) * Readier / 10 : most, StealPurpose));
        }

        if (game.Bases.Code == 2)
        {
            var most = cards ? CardBook.OftenToThird(game) * Readier / 10 : StealsOfThird;
            specials.Add(new("a steal of third", third, pitchout, most, StealPurpose));
        }

        if (game.Outs < 2 && game.Bases is { Third: null } and not { First: null, Second: null })
        {
            var charge = new DefensiveDecision { Infield = game.Bases.Code == 3 ? Infield.Wheel : Infield.BuntCharge };
            specials.Add(new("a sacrifice", sacrifice, charge, Always, BuntPurpose));
        }

        if (game.Bases.Code == 1) specials.Add(new("a run and hit", runAndHit, pitchout, RunsAndHits, RunAndHitPurpose));
        return specials;
    }

    /// <summary>How the defense stands, what the outfield does, who is held: one after the other.</summary>
    private static DefensiveDecision BestStand(Game game, Prospect prospect, List<(double, OffensiveDecision)> offenses, Luck luck)
    {
        var (best, allowed) = (DefensiveDecision.Normal, prospect.Of(DefensiveDecision.Normal, offenses));
        var (late, lead, bases) = (IsLate(game), game.LeadOf(game.Fielding), game.Bases);
        if (bases.Third is not null && game.Outs < 2)
        {
            Try(best with { Infield = Infield.In });
            Try(best with { Infield = Infield.CornersIn });
            Try(best with { Infield = Infield.Back });
        }

        if (bases.First is not null && game.Outs < 2) Try(best with { Infield = Infield.DoublePlay });
        if (late && lead is >= 0 and <= 2) Try(best with { Infield = Infield.GuardLines });
        if (game.Outs < 2 && bases is { Third: null } and not { First: null, Second: null } && luck.Hits(ChargePurpose, Always, Charges))
        {
            Try(best with { Infield = Infield.BuntCharge });
            if (bases.Second is not null) Try(best with { Infield = Infield.Wheel });
        }

        if (late && (bases.Second is not null || bases.Third is not null)) Try(best with { Outfield = Outfield.In });
        if (late && lead is >= 0 and <= 2) Try(best with { Outfield = Outfield.Back });
        if (bases is { First: not null, Second: null }) Try(best with { Hold = new(First: Hold.Hold) });
        if (bases.Code == 1 && prospect.Of(best with { Hold = new(First: Hold.Off) }, second) < allowed + Nothing)
            Try(best with { Hold = new(First: Hold.Off) });
        if (late && bases.First is null && bases.Code != 0 && Math.Abs(lead) <= 2) Try(best with { Pitch = PitchPlan.PitchAround });
        return best;

        void Try(DefensiveDecision decision)
        {
            var value = prospect.Of(decision, offenses);
            if (value < allowed - Least) (best, allowed) = (decision, value);
        }
    }

    private static Standoff Against(
        Prospect prospect, DefensiveDecision stands, DefensiveDecision counter, OffensiveDecision swings, OffensiveDecision special) =>
        Standoff.Of(
            prospect.Of(stands, swings), prospect.Of(counter, swings), prospect.Of(stands, special), prospect.Of(counter, special));

    private static int Often(double share) => (int)(share * Always);

    /// <summary>Something that is done by lot.</summary>
    /// <param name="Counter">What the side in the field does against it.</param>
    /// <param name="Most">Of a thousand times.</param>
    private readonly record struct Unusual(string Name, OffensiveDecision Decision, DefensiveDecision Counter, int Most, uint Purpose);
}
