using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What decisions do to the odds. Where facts tell it the numbers are theirs; the others are starting values, what players of the game
/// expect, until somebody has measured them. Each stands beside the chart that it changed. A change of the infield's depth moves ground
/// balls from hits to outs or back, and leaves alone how many there are.
/// </summary>
internal static class DecisionFactors
{
    /// <summary>
    /// Ground balls that were hits with a lone runner on third: 2,069 of 7,120 with less than two out, 1,867 of 8,377 with two.
    /// </summary>
    private const int HitsWithTheInfieldIn = 1_300;

    /// <summary>
    /// The same with nobody on, 79,673 of 338,776, against a lone runner on first and less than two out, 18,638 of 69,735.
    /// </summary>
    private const int HitsWithNobodyHeld = 880;

    /// <summary>Caught in 2018 on a pitchout, 14 of 28, against 539 of 2,403.</summary>
    private const int CaughtOnAPitchout = 2_230;

    public static List<Factor> OfTheMatchup(Game game, DefensiveDecision defense, OffensiveDecision offense)
    {
        var factors = new List<Factor>();
        Stand(factors, game, defense);
        if (defense.Pitch == PitchPlan.PitchAround)
            Add(factors, "pitch around", ("W", 2_500), ("K", 900), ("HR/", 600), ("S/", 850), ("D/", 800), ("T", 800));
        if (defense.Pitchout) Add(factors, "pitchout", ("W", 1_200));
        Swing(factors, offense);
        return factors;
    }

    /// <summary>How the defense stands, as far as it lets balls through.</summary>
    private static void Stand(List<Factor> factors, Game game, DefensiveDecision defense)
    {
        switch (defense.Alignment)
        {
            case Alignment.ShadePull or Alignment.ShadeOpposite: Grounders(factors, "shade", 985); break;
            case Alignment.Shift: Grounders(factors, "shift", 930); break;
            case Alignment.FourOutfielders:
                Grounders(factors, "four outfielders", 1_300);
                Add(factors, "four outfielders", ("S/L", 850), ("S/F", 850), ("D/L", 750), ("D/F", 750), ("T", 700));
                break;
        }

        switch (defense.Infield)
        {
            case Infield.In: Grounders(factors, "infield in", HitsWithTheInfieldIn); break;
            case Infield.CornersIn: Grounders(factors, "corners in", 1_100); break;
            case Infield.BuntCharge: Grounders(factors, "charge", 1_200); break;
            case Infield.Wheel: Grounders(factors, "wheel", 1_350); break;
            case Infield.DoublePlay: Grounders(factors, "double play depth", 1_030); break;
            case Infield.Back: Grounders(factors, "infield back", 960); break;
            case Infield.GuardLines:
                Grounders(factors, "guard the lines", 1_050);
                Add(factors, "guard the lines", ("D/G", 500), ("D/L", 850), ("T", 800));
                break;
        }

        if (defense.Outfield == Outfield.In) Add(factors, "outfield in", ("S/L", 950), ("S/F", 850), ("D/", 1_150), ("T", 1_300));
        if (defense.Outfield == Outfield.Back) Add(factors, "outfield back", ("S/L", 1_060), ("S/F", 1_150), ("D/", 850), ("T", 750));
        // Where first is taken and second open he is held as a matter of course.
        if (defense.Hold.First == Hold.Off && game.Bases.Second is null) Grounders(factors, "not held on first", HitsWithNobodyHeld);
        if (defense.Hold.First == Hold.Hold && game.Bases.Second is not null) Grounders(factors, "held on first", 1_060);
        if (defense.Hold.Second == Hold.Hold) Grounders(factors, "held on second", 1_040);
        if (defense.Hold.Third == Hold.Hold) Grounders(factors, "held on third", 1_020);
    }

    private static void Swing(List<Factor> factors, OffensiveDecision offense)
    {
        switch (offense.Approach)
        {
            case Approach.Contact: Add(factors, "contact", ("K", 850), ("HR/", 600), ("D/", 900), ("S/", 1_020), ("W", 950)); break;
            case Approach.Power: Add(factors, "power", ("K", 1_150), ("HR/", 1_200), ("S/", 930), ("G", 950)); break;
            case Approach.Patient: Add(factors, "patient", ("W", 1_120), ("K", 1_060), ("S/", 970), ("HR/", 960)); break;
            case Approach.Take: Add(factors, "take", ("W", 1_250), ("K", 1_150), ("HR/", 850), ("S/", 920), ("D/", 900)); break;
        }

        if (offense.HitAndRun)
            Add(factors, "hit and run", ("K", 800), ("W", 400), ("HR/", 600), ("D/", 900), ("S/G", 1_150), ("G", 1_100));
        if (offense.RunAndHit) Add(factors, "run and hit", ("K", 950), ("W", 900), ("HR/", 900), ("S/G", 1_080));
    }

    /// <summary>A ground ball that an infielder has reached.</summary>
    public static List<Factor> OnTheGround(DefensiveDecision defense, OffensiveDecision offense)
    {
        var factors = new List<Factor>();
        switch (defense.Infield)
        {
            case Infield.In: Add(factors, "infield in", ("DP 1", 600), ("DP 2", 600), ("DP 3", 1_300), ("force-H", 2_500)); break;
            case Infield.CornersIn: Add(factors, "corners in", ("DP 1", 900), ("force-H", 1_400)); break;
            case Infield.DoublePlay: Add(factors, "double play depth", ("DP", 1_120)); break;
            case Infield.Back: Add(factors, "infield back", ("DP", 850), ("force-H", 600)); break;
        }

        if (defense.Hold.First == Hold.Off) Add(factors, "not held on first", ("DP", 900));
        // The runners left with the pitch: who has the ball finds nobody to force.
        if (offense.HitAndRun || offense.RunAndHit) Add(factors, "the runners go", ("DP", 150), ("force-", 250));
        return factors;
    }

    /// <summary>A runner who is not forced, on a ball on the ground.</summary>
    public static List<Factor> OfTheContactPlay(Base from, DefensiveDecision defense, OffensiveDecision offense)
    {
        var factors = new List<Factor>();
        if (from == Base.Second)
        {
            if (offense.HitAndRun || offense.RunAndHit) Add(factors, "the runners go", ("safe", 3_000), ("out", 500));
            return factors;
        }

        if (defense.Infield == Infield.In) Add(factors, "infield in", ("safe", 450), ("holds", 1_300), ("out", 1_500));
        if (defense.Infield == Infield.Back) Add(factors, "infield back", ("safe", 1_800), ("out", 600));
        if (offense.Contact == ContactPlay.Go) Add(factors, "goes on contact", ("holds", 150), ("out", 1_500));
        if (offense.Contact == ContactPlay.SeeItThrough) Add(factors, "sees it through", ("safe", 800), ("out", 150));
        return factors;
    }

    /// <summary>A line drive at an infielder while the runners go.</summary>
    public static List<Factor> InTheAir(OffensiveDecision offense)
    {
        var factors = new List<Factor>();
        if (offense.HitAndRun || offense.RunAndHit) Add(factors, "the runners go", ("DP", 2_000));
        return factors;
    }

    /// <summary>How boldly he runs, how far he has to be thrown out, and what was called while the ball was in play.</summary>
    public static List<Factor> OfARunner(DefensiveDecision defense, OffensiveDecision offense, CalledContest? called)
    {
        var factors = new List<Factor>();
        if (defense.Outfield == Outfield.In) Add(factors, "outfield in", ("safe", 850), ("out", 1_300));
        if (defense.Outfield == Outfield.Back) Add(factors, "outfield back", ("safe", 1_100), ("out", 800));
        // Who would have stopped goes as well; he is the slower man, or the ball is nearer.
        if (called?.Advance.Runner == Advancing.Send) Add(factors, "sent", ("holds", 0), ("out", 4_000));
        else if (offense.Boldness == Boldness.Bold) Add(factors, "bold", ("holds", 800), ("out", 2_000));
        else if (offense.Boldness == Boldness.Cautious) Add(factors, "cautious", ("safe", 850), ("out", 400));
        if (called?.Throw.Throw == Throwing.AtTheRunner) Add(factors, "throw at the runner", ("out", 1_300));
        if (called?.Throw.Throw == Throwing.CutOff) Add(factors, "cut off", ("out", 500));
        return factors;
    }

    /// <summary>He left with the pitch.</summary>
    public static Factor Going => new("the runners go", "safe", 1_600);

    /// <summary>What may happen on the bases with nobody sent.</summary>
    public static List<Factor> OnTheBases(DefensiveDecision defense)
    {
        var factors = new List<Factor>();
        Held(factors, defense.Hold.First, "PO 1", 1_300, 200);
        Held(factors, defense.Hold.Second, "PO 2", 1_300, 200);
        Held(factors, defense.Hold.Third, "PO 3", 1_300, 200);
        return factors;
    }

    public static List<Factor> OfASteal(Base from, DefensiveDecision defense, Steal steal)
    {
        var factors = new List<Factor>();
        var hold = from == Base.First ? defense.Hold.First : from == Base.Second ? defense.Hold.Second : defense.Hold.Third;
        if (defense.Pitchout) Add(factors, "pitchout", ("CS", steal == Steal.Delayed ? 1_400 : CaughtOnAPitchout));
        Held(factors, hold, "CS", 1_150, 700);
        Held(factors, hold, "POCS", 1_300, 200);
        if (steal == Steal.Delayed) Add(factors, "delayed", ("CS", 1_200), ("POCS", 300));
        return factors;
    }

    /// <summary>The batter swings and misses with the runners under way.</summary>
    public static List<Factor> OfAMissedHitAndRun(DefensiveDecision defense) =>
        defense.Pitchout ? [new("not a jump to steal with", "CS", 1_600), new("pitchout", "CS", CaughtOnAPitchout)]
            : [new("not a jump to steal with", "CS", 1_600)];

    /// <summary>A throw to a base while the runner is on his way is the pitcher's luck.</summary>
    public static List<Factor> OfAPickoff(bool going)
    {
        var factors = new List<Factor>();
        if (going) Add(factors, "the runner goes", ("out", 3_000), ("caught", 12_000));
        return factors;
    }

    public static List<Factor> OfABunt(DefensiveDecision defense, OffensiveDecision offense)
    {
        var factors = new List<Factor>();
        if (defense.Infield == Infield.BuntCharge) Add(factors, "charge", ("SH", 750), ("lead", 2_500), ("DP", 1_500), ("hit", 900));
        if (defense.Infield == Infield.Wheel) Add(factors, "wheel", ("SH", 550), ("lead", 4_000), ("hit", 1_300));
        if (defense.Infield is Infield.In or Infield.CornersIn)
            Add(factors, "corners in", ("SH", 900), ("lead", 1_600), ("hit", 800), ("out", 1_150));
        if (defense.Infield == Infield.Back) Add(factors, "infield back", ("hit", 1_300), ("lead", 600));
        if (defense.Alignment == Alignment.Shift && offense.Bunt == Bunt.ForAHit) Add(factors, "shift", ("hit", 1_600));
        // With the pitch the runner is most of the way home; but a pop-up or a miss costs him.
        if (offense.Bunt == Bunt.Squeeze) Add(factors, "suicide", ("lead", 500), ("DP", 3_000), ("FC", 1_300));
        return factors;
    }

    private static void Held(List<Factor> factors, Hold hold, string outcomes, int held, int off)
    {
        if (hold == Hold.Hold) factors.Add(new("held", outcomes, held));
        if (hold == Hold.Off) factors.Add(new("not held", outcomes, off));
    }

    /// <summary>More of the ground balls get through, or fewer: of 100 that are hit 24 do where nothing is decided.</summary>
    private static void Grounders(List<Factor> factors, string why, int hits) =>
        Add(factors, why, ("S/G", hits), ("D/G", hits), ("G", 1_000 - (hits - 1_000) * 24 / 76));

    private static void Add(List<Factor> factors, string why, params ReadOnlySpan<(string Outcomes, int PerMille)> changes)
    {
        foreach (var (outcomes, perMille) in changes) factors.Add(new(why, outcomes, perMille));
    }
}
