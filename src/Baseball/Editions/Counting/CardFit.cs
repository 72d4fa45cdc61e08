using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Fits what men, parks and days do to the odds. Each outcome of a turn at bat has the odds base x batter x pitcher x situation x park x
/// home x time through x pinch hitting, made one by their sum; each of these is what it was over what it would have been without it, men
/// and parks drawn to the mean of their kind as far as chance alone could have made them so. Solved by going over all turns again and
/// again.
/// </summary>
/// <remarks>
/// How far men of a role and usage differ is read off the turns themselves: the spread of what they did beyond what chance gives (the
/// method of moments for a gamma prior). Expected by everything else, so a man is not charged with his park or his opponents.
/// </remarks>
internal sealed class CardFit
{
    private const int Rounds = 8, RakesAtTheEnd = 4, Combinations = 4;

    /// <summary>A spread that the turns cannot tell from none, and one beyond belief, as the weight of the prior.</summary>
    private const double WeightLeast = 4, WeightMost = 2_000;

    /// <summary>Home and the pitcher's day are the same for all: only what is rare in them is drawn to the usual.</summary>
    private const double DayWeight = 50;

    private readonly CountedTurn[] turns;
    private readonly Group[] batters;
    private readonly Group[] pitchers;
    private readonly int[] batter;
    private readonly int[] pitcher;
    private readonly int[] park;
    private readonly double[][] situation = new double[24][];

    /// <param name="batters">Whom each turn's batter belongs to, by number; so <paramref name="pitchers"/>.</param>
    /// <param name="parks">Whose park, by number.</param>
    public CardFit(CountedTurn[] turns, Men batters, Men pitchers, (int[] Of, int Count) parks)
    {
        (this.turns, this.batters, this.pitchers) = (turns, Groups(batters), Groups(pitchers));
        (batter, pitcher, park) = (batters.Of, pitchers.Of, parks.Of);
        Base = New(Combinations, 0);
        BattersOf = New(batters.Role.Length * 2);
        PitchersOf = New(pitchers.Role.Length * 2);
        Parks = New(parks.Count);
        Home = New(2);
        Times = New(LeagueRates.Times);
        Bench = New(2);
        for (byte bases = 0; bases < 8; bases++)
        {
            for (var outs = 0; outs < 3; outs++)
                situation[bases * 3 + outs] = [.. AverageOdds.Situation(bases, outs).Select(one => one / 1_000.0)];
        }
    }

    /// <summary>Men by number.</summary>
    /// <param name="Of">Whose each turn is.</param>
    /// <param name="Role">Of each man, role and usage, below <paramref name="Roles"/>.</param>
    public readonly record struct Men(int[] Of, int[] Role, int Roles);

    /// <summary>Left against left, left against right, right against left, right against right: the batter's side first.</summary>
    public double[][] Base { get; }

    /// <summary>Of man n against left hands at 2n, against right at 2n + 1: over an average man's.</summary>
    public double[][] BattersOf { get; }

    public double[][] PitchersOf { get; }

    public double[][] Parks { get; }

    /// <summary>Away, at home.</summary>
    public double[][] Home { get; }

    public double[][] Times { get; }

    /// <summary>Whoever stands in the order, and who bats for one of them. Only the second is printed: the first is the usual.</summary>
    public double[][] Bench { get; }

    /// <summary>The mean of each role and usage of batters, over an average man's; so of pitchers.</summary>
    public double[][] BattersMeans => [.. batters.Select(group => group.Mean)];

    public double[][] PitchersMeans => [.. pitchers.Select(group => group.Mean)];

    public void Solve()
    {
        Begin();
        // One after the other: what one of them explains the next has not to explain again.
        for (var round = 0; round < Rounds; round++)
        {
            Set(Base, Expect().Combinations, weight: 0);
            Draw(batters, BattersOf, Expect().Batters);
            Draw(pitchers, PitchersOf, Expect().Pitchers);
            Set(Home, Expect().Home, DayWeight);
            Set(Times, Expect().Times, DayWeight);
            Set(Bench, Expect().Bench, DayWeight);
            Array.Fill(Bench[0], 1);
            DrawParks(Expect().Parks);
        }

        Set(Base, Expect().Combinations, weight: 0);
    }

    /// <summary>
    /// Takes over factors as they will be printed, and makes the odds of all turns together the league's totals once more.
    /// </summary>
    public void Rake()
    {
        for (var round = 0; round < RakesAtTheEnd; round++) Set(Base, Expect().Combinations, weight: 0);
    }

    /// <summary>How far parks differ, as a share, by the first letter of the outcome.</summary>
    private static double ParksDiffer(char outcome) => outcome switch
    {
        'H' => 0.10,
        'T' => 0.25,
        'D' => 0.07,
        'S' => 0.04,
        'G' => 0.02,
        'P' => 0.08,
        _ => 0.03,
    };

    private void DrawParks(Tallies seen)
    {
        for (var i = 0; i < Parks.Length; i++)
        {
            for (var o = 0; o < Outcomes.CardCount; o++)
            {
                var weight = 1 / Math.Pow(ParksDiffer(Outcomes.All[o][0]), 2);
                Parks[i][o] = (seen.Was[i][o] + weight) / (seen.Usual[i][o] / Parks[i][o] + weight);
            }
        }
    }

    private void Begin()
    {
        var seen = new Tallies(Combinations);
        foreach (var turn in turns) seen.Was[Combination(turn)][turn.Outcome]++;
        for (var c = 0; c < Combinations; c++)
        {
            var sum = seen.Was[c].Sum() + Outcomes.Count;
            for (var o = 0; o < Outcomes.Count; o++) Base[c][o] = (seen.Was[c][o] + 1) / sum;
        }
    }

    /// <summary>What there was and what there would have been, for everything that has odds of its own.</summary>
    private Sums Expect()
    {
        var sums = new Sums(BattersOf.Length, PitchersOf.Length, Parks.Length);
        Span<double> odds = stackalloc double[Outcomes.Count];
        for (var t = 0; t < turns.Length; t++)
        {
            ref var turn = ref turns[t];
            var combination = Combination(turn);
            var bats = batter[t] * 2 + (turn.Throws == Hand.Left ? 0 : 1);
            var pitches = pitcher[t] * 2 + (turn.Bats == Hand.Left ? 0 : 1);
            var (home, its) = (turn.AtHome ? 1 : 0, situation[turn.Bases * 3 + turn.Outs]);
            double sum = 0;
            for (var o = 0; o < odds.Length; o++)
            {
                odds[o] = Base[combination][o] * BattersOf[bats][o] * PitchersOf[pitches][o] * Parks[park[t]][o] * Home[home][o]
                    * Times[turn.Times][o] * Bench[turn.IsPinchHitters ? 1 : 0][o] * its[o];
                sum += odds[o];
            }

            for (var o = 0; o < odds.Length; o++) odds[o] /= sum;
            sums.Combinations.Add(combination, odds, turn.Outcome);
            sums.Batters.Add(bats, odds, turn.Outcome);
            sums.Pitchers.Add(pitches, odds, turn.Outcome);
            sums.Parks.Add(park[t], odds, turn.Outcome);
            sums.Home.Add(home, odds, turn.Outcome);
            sums.Times.Add(turn.Times, odds, turn.Outcome);
            sums.Bench.Add(turn.IsPinchHitters ? 1 : 0, odds, turn.Outcome);
        }

        return sums;
    }

    /// <param name="weight">Usual times more that an average one was seen.</param>
    private static void Set(double[][] factors, Tallies seen, double weight)
    {
        var count = weight == 0 ? Outcomes.Count : Outcomes.CardCount;
        for (var i = 0; i < factors.Length; i++)
        {
            for (var o = 0; o < count; o++)
            {
                if (seen.Usual[i][o] > 0) factors[i][o] = (seen.Was[i][o] + weight) / (seen.Usual[i][o] / factors[i][o] + weight);
            }
        }
    }

    /// <summary>Men to the mean of their kind, and a man's two hands to what he does against both.</summary>
    private static void Draw(Group[] groups, double[][] men, Tallies seen)
    {
        for (var o = 0; o < Outcomes.CardCount; o++)
        {
            double spread = 0, room = 0, apart = 0, space = 0;
            foreach (var group in groups)
            {
                double was = 0, usual = 0;
                foreach (var man in group.Men)
                {
                    for (var hand = man * 2; hand <= man * 2 + 1; hand++)
                    {
                        was += seen.Was[hand][o];
                        usual += seen.Usual[hand][o] / men[hand][o];
                    }
                }

                group.Mean[o] = (was + 1) / (usual + 1);
                foreach (var man in group.Men)
                {
                    var (his, usually) = Both(men, seen, man, o);
                    var expected = usually * group.Mean[o];
                    spread += Math.Pow(his - expected, 2) - expected * (1 - Rate(seen, man, o));
                    room += expected * expected;
                }
            }

            var weight = Math.Clamp(spread > 0 ? room / spread : WeightMost, WeightLeast, WeightMost);
            foreach (var group in groups)
            {
                foreach (var man in group.Men)
                {
                    var ratio = Overall(men, seen, man, o, weight, group.Mean[o]);
                    for (var hand = man * 2; hand <= man * 2 + 1; hand++)
                    {
                        var expected = seen.Usual[hand][o] / men[hand][o] * ratio;
                        apart += Math.Pow(seen.Was[hand][o] - expected, 2) - expected * (1 - Rate(seen, man, o));
                        space += expected * expected;
                    }
                }
            }

            // Beside what the league's hands do men's own splits differ less than the men themselves.
            var handWeight = Math.Max(2 * weight, Math.Clamp(apart > 0 ? space / apart : WeightMost, WeightLeast, WeightMost));
            foreach (var group in groups)
            {
                foreach (var man in group.Men)
                {
                    var ratio = Overall(men, seen, man, o, weight, group.Mean[o]);
                    for (var hand = man * 2; hand <= man * 2 + 1; hand++)
                        men[hand][o] = (seen.Was[hand][o] + handWeight) / (seen.Usual[hand][o] / men[hand][o] + handWeight / ratio);
                }
            }
        }
    }

    private static (double Was, double Usual) Both(double[][] men, Tallies seen, int man, int o) => (
        seen.Was[man * 2][o] + seen.Was[man * 2 + 1][o],
        seen.Usual[man * 2][o] / men[man * 2][o] + seen.Usual[man * 2 + 1][o] / men[man * 2 + 1][o]);

    private static double Overall(double[][] men, Tallies seen, int man, int o, double weight, double mean)
    {
        var (was, usual) = Both(men, seen, man, o);
        return (was + weight) / (usual + weight / mean);
    }

    /// <summary>How likely the outcome is in his turns, for the room that chance has.</summary>
    private static double Rate(Tallies seen, int man, int o)
    {
        var turns = seen.Turns[man * 2] + seen.Turns[man * 2 + 1];
        return turns == 0 ? 0 : (seen.Usual[man * 2][o] + seen.Usual[man * 2 + 1][o]) / turns;
    }

    private static int Combination(in CountedTurn turn) => (turn.Bats == Hand.Left ? 0 : 2) + (turn.Throws == Hand.Left ? 0 : 1);

    private static Group[] Groups(Men men)
    {
        var groups = new Group[men.Roles];
        for (var i = 0; i < groups.Length; i++) groups[i] = new();
        for (var man = 0; man < men.Role.Length; man++) groups[men.Role[man]].Men.Add(man);
        return groups;
    }

    private static double[][] New(int count, double with = 1)
    {
        var all = new double[count][];
        for (var i = 0; i < count; i++)
        {
            all[i] = new double[Outcomes.Count];
            Array.Fill(all[i], with);
        }

        return all;
    }

    private sealed class Group
    {
        public List<int> Men { get; } = [];

        public double[] Mean { get; } = New(1)[0];
    }

    private sealed class Tallies(int count)
    {
        public double[][] Was { get; } = New(count, 0);

        public double[][] Usual { get; } = New(count, 0);

        public int[] Turns { get; } = new int[count];

        public void Add(int at, ReadOnlySpan<double> odds, int outcome)
        {
            var usual = Usual[at];
            for (var o = 0; o < odds.Length; o++) usual[o] += odds[o];
            Was[at][outcome]++;
            Turns[at]++;
        }
    }

    private sealed class Sums(int batters, int pitchers, int parks)
    {
        public Tallies Batters { get; } = new(batters);

        public Tallies Pitchers { get; } = new(pitchers);

        public Tallies Parks { get; } = new(parks);

        public Tallies Home { get; } = new(2);

        public Tallies Times { get; } = new(LeagueRates.Times);

        public Tallies Bench { get; } = new(2);

        public Tallies Combinations { get; } = new(CardFit.Combinations);
    }
}
