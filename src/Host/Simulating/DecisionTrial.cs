using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>What a manager decides in one situation, to be held against doing the usual thing there.</summary>
/// <param name="Name">As a manager calls it.</param>
/// <param name="Bases">Bits 1 2 4 for the bases taken.</param>
/// <param name="Against">What the other side does meanwhile; the usual thing where it is left out.</param>
internal sealed record DecisionTrial(
    string Name, byte Bases, int Outs, OffensiveDecision? Offense = null, DefensiveDecision? Defense = null, string Against = "")
{
    private static readonly OffensiveDecision swings = OffensiveDecision.Normal, bunts = new() { Bunt = Bunt.Sacrifice };
    private static readonly OffensiveDecision goes = new() { Steal = new(Second: Steal.Straight) };

    /// <summary>Every decision that there is, each where it makes sense.</summary>
    public static IReadOnlyList<DecisionTrial> All { get; } =
    [
        Bats("contact", 0, 1, new() { Approach = Approach.Contact }), Bats("power", 0, 1, new() { Approach = Approach.Power }),
        Bats("patient", 0, 1, new() { Approach = Approach.Patient }), Bats("take", 0, 1, new() { Approach = Approach.Take }),
        Bats("sacrifice", 1, 0, bunts), Bats("sacrifice", 2, 0, bunts), Bats("sacrifice", 3, 0, bunts), Bats("sacrifice", 1, 1, bunts),
        Bats("bunt for a hit", 0, 0, new() { Bunt = Bunt.ForAHit }),
        Bats("squeeze", 4, 1, new() { Bunt = Bunt.Squeeze }), Bats("safety squeeze", 4, 1, new() { Bunt = Bunt.SafetySqueeze }),
        Bats("steal second", 1, 0, goes), Bats("steal second", 1, 1, goes), Bats("steal second", 1, 2, goes),
        Bats("steal second, delayed", 1, 2, new() { Steal = new(Second: Steal.Delayed) }),
        Bats("steal third", 2, 1, new() { Steal = new(Third: Steal.Straight) }),
        Bats("steal home", 4, 2, new() { Steal = new(Home: Steal.Straight) }),
        Bats("double steal", 3, 1, new() { Steal = new(Second: Steal.Straight, Third: Steal.Straight) }),
        Bats("hit and run", 1, 1, new() { HitAndRun = true }), Bats("run and hit", 1, 1, new() { RunAndHit = true }),
        Bats("go on contact", 4, 1, new() { Contact = ContactPlay.Go }),
        Bats("see it through", 4, 1, new() { Contact = ContactPlay.SeeItThrough }),
        Bats("bold runners", 2, 2, new() { Boldness = Boldness.Bold }), Bats("bold runners", 3, 0, new() { Boldness = Boldness.Bold }),
        Bats("cautious runners", 2, 2, new() { Boldness = Boldness.Cautious }),
        Bats("cautious runners", 3, 0, new() { Boldness = Boldness.Cautious }),
        Fields("infield in", 4, 1, new() { Infield = Infield.In }), Fields("infield in", 5, 0, new() { Infield = Infield.In }),
        Fields("corners in", 4, 1, new() { Infield = Infield.CornersIn }), Fields("infield back", 4, 1, new() { Infield = Infield.Back }),
        Fields("double play depth", 1, 0, new() { Infield = Infield.DoublePlay }),
        Fields("double play depth", 7, 1, new() { Infield = Infield.DoublePlay }),
        Fields("guard the lines", 0, 2, new() { Infield = Infield.GuardLines }),
        Fields("charge", 1, 0, new() { Infield = Infield.BuntCharge }),
        Fields("charge", 1, 0, new() { Infield = Infield.BuntCharge }, bunts),
        Fields("wheel", 3, 0, new() { Infield = Infield.Wheel }), Fields("wheel", 3, 0, new() { Infield = Infield.Wheel }, bunts),
        Fields("outfield in", 2, 2, new() { Outfield = Outfield.In }), Fields("outfield back", 0, 2, new() { Outfield = Outfield.Back }),
        Fields("shade to pull", 0, 0, new() { Alignment = Alignment.ShadePull }),
        Fields("shift", 0, 0, new() { Alignment = Alignment.Shift }),
        Fields("four outfielders", 0, 2, new() { Alignment = Alignment.FourOutfielders }),
        Fields("runner not held", 1, 1, new() { Hold = new(First: Hold.Off) }),
        Fields("runner not held", 1, 1, new() { Hold = new(First: Hold.Off) }, goes),
        Fields("runner on second held", 2, 1, new() { Hold = new(Second: Hold.Hold) }),
        Fields("pitchout", 1, 1, new() { Pitchout = true }), Fields("pitchout", 1, 1, new() { Pitchout = true }, goes),
        Fields("throw to first", 1, 1, new() { Pickoff = Base.First }),
        Fields("throw to first", 1, 1, new() { Pickoff = Base.First }, goes),
        Fields("pitch around", 2, 2, new() { Pitch = PitchPlan.PitchAround }),
        Fields("intentional walk", 2, 1, new() { Pitch = PitchPlan.IntentionalWalk }),
        Fields("intentional walk", 6, 2, new() { Pitch = PitchPlan.IntentionalWalk }),
    ];

    private static DecisionTrial Bats(string name, byte bases, int outs, OffensiveDecision offense) => new(name, bases, outs, offense);

    private static DecisionTrial Fields(
        string name, byte bases, int outs, DefensiveDecision defense, OffensiveDecision? against = null) => new(
            name, bases, outs, against, defense, against == bunts ? "a bunt" : against == goes ? "a steal" : "");

    /// <summary>Plays the situation so often, once as decided and once as usual, with other dice each time.</summary>
    /// <param name="plays">Of either.</param>
    public DecisionLine Measure(int plays, int seed)
    {
        var game = SimulatedGame.Begun().At(Bases, Outs);
        var offense = Offense ?? swings;
        // Whoever bats decides against a usual defense; whoever fields against what he expects.
        var usual = (Offense: Defense is null ? swings : offense, Defense: DefensiveDecision.Normal);
        if (DecisionRules.Refuse(game, Defense ?? usual.Defense) is { } no) throw new InvalidOperationException($"{Name}: {no}");
        if (DecisionRules.Refuse(game, offense) is { } never) throw new InvalidOperationException($"{Name}: {never}");
        // The place in the list, so that no two trials share their dice.
        var dice = new Random(unchecked(seed * 1009 + Place(this)));
        var (decided, otherwise) = (new PlaysMade(Bases, Outs), new PlaysMade(Bases, Outs));
        for (var i = 0; i < plays; i++)
        {
            decided.Add(Play(game, offense, Defense ?? usual.Defense, dice));
            otherwise.Add(Play(game, usual.Offense, usual.Defense, dice));
        }

        return new(
            Name, AverageCharts.Drawn(Bases), Outs, Against, Defense is not null, plays,
            Math.Round(100 * (decided.Runs - otherwise.Runs), 2),
            Math.Round(100 * Math.Sqrt(decided.RunsError * decided.RunsError + otherwise.RunsError * otherwise.RunsError), 2),
            Math.Round(100 * (decided.Scores - otherwise.Scores), 2), Math.Round(decided.Outs - otherwise.Outs, 4));
    }

    private static int Place(DecisionTrial trial)
    {
        for (var i = 0; i < All.Count; i++) if (ReferenceEquals(All[i], trial)) return i;
        return -1;
    }

    private static ScoredPlay Play(Game game, OffensiveDecision offense, DefensiveDecision defense, Random dice)
    {
        var play = new PlayUnderWay(Guid.Empty, defense, offense);
        while (true)
        {
            switch (Resolver.Next(game, play))
            {
                case ResolutionStep.Done(var scored, _): return scored;
                case ResolutionStep.Roll(var purpose):
                    play = play with { Rolls = play.Rolls.Add(new(play.Rolls.Count + 1, 1, purpose, Roll(dice), Guid.Empty)) };
                    break;
                default: throw new InvalidOperationException("Nobody wants to be asked.");
            }
        }
    }

    private static Dice Roll(Random dice) =>
        new((byte)dice.Next(1, 7), (byte)dice.Next(1, 7), (byte)dice.Next(1, 7), (byte)dice.Next(1, 21));

    /// <summary>Plays of one situation, by what they are worth.</summary>
    private sealed class PlaysMade(byte bases, int outs)
    {
        private double runs, squares, scores;
        private long made;
        private int count;

        /// <summary>Runs scored and still to come, beyond those that were to come before, a play.</summary>
        public double Runs => runs / count;

        /// <summary>Standard error of <see cref="Runs"/>.</summary>
        public double RunsError => Math.Sqrt(Math.Max(0, squares / count - Runs * Runs) / count);

        /// <summary>How likely there is at least one run in the half.</summary>
        public double Scores => scores / count;

        /// <summary>Outs a play.</summary>
        public double Outs => (double)made / count;

        public void Add(ScoredPlay play)
        {
            var (then, outsThen, scored) = (bases, outs, 0);
            foreach (var advance in play.Advances) if (advance.From != Base.Batter) then &= (byte)~Bit(advance.From);
            foreach (var advance in play.Advances)
            {
                if (advance.Fate == Fate.Out) outsThen++;
                else if (advance.To == Base.Home) scored++;
                else then |= Bit(advance.To);
            }

            var worth = scored + RunExpectancy.Runs(then, outsThen) - RunExpectancy.Runs(bases, outs);
            (runs, squares) = (runs + worth, squares + worth * worth);
            scores += scored > 0 ? 1 : RunExpectancy.Scores(then, outsThen);
            made += Math.Min(outsThen, 3) - outs;
            count++;
        }

        private static byte Bit(Base on) => on is >= Base.First and <= Base.Third ? (byte)(1 << ((int)on - 1)) : (byte)0;
    }
}

/// <summary>What a decision changes where it is taken, against the usual thing.</summary>
/// <param name="Bases">As a scorer draws them.</param>
/// <param name="IsDefense">It is the fielding side's: what costs runs is good for it.</param>
/// <param name="Runs">In a hundred plays, scored and still to come in the half.</param>
/// <param name="Error">Standard error of <paramref name="Runs"/>.</param>
/// <param name="Scores">Percentage points by which at least one run in the half is likelier.</param>
/// <param name="OutsMade">A play.</param>
internal sealed record DecisionLine(
    string Name, string Bases, int Outs, string Against, bool IsDefense, int Plays, double Runs, double Error,
    double Scores, double OutsMade);
