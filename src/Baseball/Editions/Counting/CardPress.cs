using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Prints an edition from what was counted: fits the odds (<see cref="CardFit"/>), draws every other deed of a man to the usual as far as
/// he was seen at it, and writes it all in whole numbers.
/// </summary>
public sealed class CardPress
{
    /// <summary>Batters by usage: turns at bat up to these; pitchers at bat apart.</summary>
    private static readonly int[] batterUsage = [50, 150, 300, 450, int.MaxValue];

    /// <summary>Starters and relievers by batters faced; fielders on the mound apart.</summary>
    private static readonly int[] starterUsage = [150, 400, int.MaxValue], relieverUsage = [80, 180, int.MaxValue];

    /// <summary>How many usual times more a man is seen at something before he is believed to be unlike others at it.</summary>
    private const double SpeedWeight = 12, DoublePlayWeight = 12, BuntWeight = 2.5, WildPitchWeight = 10, CaughtWeight = 8,
        PassedBallWeight = 6, ErrorWeight = 8, ArmWeight = 4, RangeWeight = 400;

    /// <summary>A man who hardly ever bunts makes so much less of it than those who do.</summary>
    private const double SeldomBunts = 0.5;

    private const double SafeUsually = 0.45, DoublePlayUsually = 0.45, StealsWeight = 40, CaughtShareWeight = 15;

    private const int FewGames = 500, UnevenGames = 8;

    private const int SavesOfACloser = 8, StarterFaces = 23, RelieverFaces = 4, GamesOfDoubt = 3;

    /// <summary>Runners by how often they go, per mille: who goes seldom is caught more.</summary>
    private static readonly int[] goes = [15, 40, 90, int.MaxValue];

    private readonly CardCount count;
    private readonly CardFit fit;
    private readonly PlayerId[] batters;
    private readonly PlayerId[] pitchers;
    private readonly TeamId[] parks;
    private readonly Dictionary<PlayerId, int> batterNumbers;
    private readonly Dictionary<PlayerId, int> pitcherNumbers;
    private readonly Dictionary<PlayerId, int> turnsOf = [];
    private readonly Dictionary<PlayerId, int> facedBy = [];
    private readonly double[] caughtShares = new double[goes.Length];

    /// <summary>What all men did over the usual: who was seldom seen is drawn to that, so that the league's totals are its own.</summary>
    private readonly double wildPitches, doublePlays;
    private readonly double[] errors = new double[10];

    private CardPress(CardCount count)
    {
        this.count = count;
        CountedTurn[] turns = [.. count.Turns];
        batters = [.. turns.Select(turn => turn.Batter).Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)];
        pitchers = [.. turns.Select(turn => turn.Pitcher).Distinct().OrderBy(id => id.Value, StringComparer.Ordinal)];
        parks = [.. count.HomeGames.Keys.OrderBy(id => id.Value, StringComparer.Ordinal)];
        batterNumbers = Numbers(batters);
        pitcherNumbers = Numbers(pitchers);
        wildPitches = Together(static man => man.WildPitches);
        doublePlays = Together(static man => man.DoublePlays);
        for (var at = 1; at < errors.Length; at++) errors[at] = Together(man => man.Errors[at]);
        var parkNumbers = parks.Select((id, i) => (id, i)).ToDictionary(one => one.id, one => one.i);
        fit = new(
            turns, new([.. turns.Select(turn => batterNumbers[turn.Batter])], BatterRoles(turns), batterUsage.Length + 1),
            new(
                [.. turns.Select(turn => pitcherNumbers[turn.Pitcher])], PitcherRoles(turns),
                starterUsage.Length + relieverUsage.Length + 1),
            ([.. turns.Select(turn => parkNumbers[turn.Park])], parks.Length));
    }

    /// <summary>Prints it.</summary>
    /// <param name="count">At least one game.</param>
    /// <param name="clubs">Names of clubs, where they are known.</param>
    /// <param name="people">Full names of men, where they are known.</param>
    public static Edition Print(
        CardCount count, string name, string? notice, IReadOnlyDictionary<TeamId, string> clubs,
        IReadOnlyDictionary<PlayerId, string> people)
    {
        var press = new CardPress(count);
        press.fit.Solve();
        press.AsPrinted();
        press.fit.Rake();
        press.CaughtShares();
        var men = count.Men.Keys.OrderBy(id => id.Value, StringComparer.Ordinal).Select(id => press.Man(id, people)).ToArray();
        return new(
            Edition.Form, name, notice, new([.. press.Warnings()]), press.League(),
            new([.. press.Clubs(clubs)]), new(men));
    }

    /// <summary>What a whole season has and these games have not.</summary>
    private IEnumerable<string> Warnings()
    {
        var clubs = count.HomeGames.Keys.Union(count.AwayGames.Keys).ToArray();
        var uneven = clubs.Count(club =>
            Math.Abs(count.HomeGames.GetValueOrDefault(club) - count.AwayGames.GetValueOrDefault(club)) > UnevenGames);
        if (uneven > 0)
        {
            yield return FormattableString.Invariant(
                $"Not whole seasons: {uneven} of {clubs.Length} clubs have many more games at one place; rates and parks are off.");
        }

        if (count.Games < FewGames)
            yield return FormattableString.Invariant($"Only {count.Games} games were counted: most men are drawn to the mean.");
    }

    private LeagueRates League()
    {
        EquatableArray<int> Rates(int combination) => Whole(fit.Base[combination]);
        var pitcherAtBat = fit.BattersMeans[batterUsage.Length];
        var seldom = (int)(SeldomBunts * 1_000);
        return new(
            Rates(0), Rates(1), Rates(2), Rates(3), PerMille(fit.Home[1]), PerMille(fit.Home[0]),
            new([.. fit.Times.Select(PerMille)]), PerMille(fit.Bench[1]),
            new(
                new(Card(2, fit.BattersMeans[0]), Card(3, fit.BattersMeans[0]), 0, 1_000, seldom),
                new(Card(2, pitcherAtBat), Card(3, pitcherAtBat), 0, 1_000, seldom),
                new(
                    Card(1, fit.PitchersMeans[starterUsage.Length]), Card(3, fit.PitchersMeans[starterUsage.Length]), 0,
                    PitchingRole.Reliever, RelieverFaces, 1_000, 1_000)));
    }

    /// <summary>What the fit found, rounded as it will be printed, so that what is raked is what is played.</summary>
    private void AsPrinted()
    {
        foreach (var factors in fit.Home.Concat(fit.Times).Concat(fit.Bench).Concat(fit.Parks))
            for (var o = 0; o < Outcomes.CardCount; o++) factors[o] = Math.Round(factors[o] * 1_000) / 1_000;
    }

    private IEnumerable<ClubCard> Clubs(IReadOnlyDictionary<TeamId, string> names)
    {
        var all = count.HomeGames.Keys.Union(count.AwayGames.Keys).OrderBy(id => id.Value, StringComparer.Ordinal);
        foreach (var club in all)
        {
            var its = count.Men.Where(man => man.Value.Club == club)
                .OrderByDescending(man => man.Value.Clubs[club]).ThenBy(man => man.Key.Value, StringComparer.Ordinal);
            var at = Array.IndexOf(parks, club);
            yield return new(
                club, names.GetValueOrDefault(club) ?? club.Value,
                PerMille(at < 0 ? [.. Enumerable.Repeat(1.0, Outcomes.Count)] : fit.Parks[at]),
                new([.. its.Select(man => man.Key)]));
        }
    }

    private ManCard Man(PlayerId id, IReadOnlyDictionary<PlayerId, string> people)
    {
        var man = count.Men[id];
        var hands = count.Hands.TryGetValue(id, out var its) ? its : new(Hand.Right, Hand.Right);
        var bats = hands.Bats is Hand.Left or Hand.Both ? hands.Bats : Hand.Right;
        var throws = hands.Throws == Hand.Left ? Hand.Left : Hand.Right;
        var name = people.GetValueOrDefault(id) ?? man.Name;
        return new(
            id, string.IsNullOrWhiteSpace(name) ? id.Value : name, bats, throws, Batting(id, man, bats), Pitching(id, man, throws),
            Running(man),
            new([.. Fielding(man)]));
    }

    private BattingCard? Batting(PlayerId id, ManCount man, Hand bats)
    {
        if (!batterNumbers.TryGetValue(id, out var number)) return null;
        var (left, right) = (bats == Hand.Left ? 0 : 2, bats == Hand.Right ? 3 : 1);
        return new(
            Card(left, fit.BattersOf[number * 2]), Card(right, fit.BattersOf[number * 2 + 1]), turnsOf[id],
            man.DoublePlays.OddsPerMille(DoublePlayWeight, DoublePlayUsually, doublePlays), man.BuntHits.PerMille(BuntWeight, SeldomBunts));
    }

    private PitchingCard? Pitching(PlayerId id, ManCount man, Hand throws)
    {
        if (!pitcherNumbers.TryGetValue(id, out var number)) return null;
        var to = throws == Hand.Left ? 0 : 1;
        var role = RoleOf(man);
        var relieved = man.Games[(int)Position.Pitcher] - man.Starts;
        var stamina = role == PitchingRole.Starter
            ? (man.BattersAsStarter + GamesOfDoubt * StarterFaces) / (double)(man.Starts + GamesOfDoubt)
            : (man.BattersInRelief + GamesOfDoubt * RelieverFaces) / (double)(Math.Max(0, relieved) + GamesOfDoubt);
        return new(
            Card(to, fit.PitchersOf[number * 2]), Card(2 + to, fit.PitchersOf[number * 2 + 1]), facedBy[id], role,
            Math.Clamp((int)Math.Round(stamina), 1, 100), man.WildPitches.PerMille(WildPitchWeight, wildPitches),
            man.CaughtOff.OddsPerMille(CaughtWeight, CountedChart.CaughtAtSecond));
    }

    private RunningCard Running(ManCount man)
    {
        var going = Going(man);
        var caught = (man.Caught + CaughtShareWeight * caughtShares[Array.FindIndex(goes, most => going < most)])
            / (man.Steals + man.StealsOfThird + CaughtShareWeight);
        var usually = CountedChart.CaughtAtSecond;
        return new(
            going, (int)Math.Round(1_000 * (man.StealsOfThird + StealsWeight * ThirdShare()) / (man.ChancesOfThird + StealsWeight)),
            (int)Math.Round(caught * 1_000), Versus.Rounded(caught / (1 - caught) * (1 - usually) / usually, 20),
            man.Speed.OddsPerMille(SpeedWeight, SafeUsually));
    }

    /// <summary>How often he goes with second open, per mille.</summary>
    private int Going(ManCount man)
    {
        var usual = count.Men.Values.Sum(one => one.Steals) / (double)Math.Max(1, count.Men.Values.Sum(one => one.Chances));
        return Math.Clamp((int)Math.Round(1_000 * (man.Steals + StealsWeight * usual * 0.5) / (man.Chances + StealsWeight)), 0, 1_000);
    }

    private double ThirdShare() =>
        0.5 * count.Men.Values.Sum(one => one.StealsOfThird) / Math.Max(1, count.Men.Values.Sum(one => one.ChancesOfThird));

    private void CaughtShares()
    {
        for (var i = 0; i < goes.Length; i++)
        {
            var least = i == 0 ? 0 : goes[i - 1];
            var those = count.Men.Values.Where(man => Going(man) is var going && going >= least && going < goes[i]).ToArray();
            caughtShares[i] = (those.Sum(man => man.Caught) + 3.0) / (those.Sum(man => man.Steals + man.StealsOfThird) + 10.0);
        }
    }

    private double Together(Func<ManCount, Versus> of)
    {
        var all = new Versus();
        foreach (var man in count.Men.Values) all.Add(of(man));
        return all.Usual == 0 ? 1 : all.Was / all.Usual;
    }

    private IEnumerable<FieldingCard> Fielding(ManCount man)
    {
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
        {
            var at = (int)position;
            if (man.Games[at] == 0) continue;
            var isCatcher = position == Position.Catcher;
            var arm = isCatcher ? man.Arm[at].OddsPerMille(CaughtWeight, CountedChart.CaughtAtSecond)
                : position >= Position.LeftField ? man.Arm[at].PerMille(ArmWeight) : 1_000;
            yield return new(
                position, man.Games[at], Math.Clamp(man.Range[at].PerMille(RangeWeight, 1, 5), 850, 1_150),
                man.Errors[at].PerMille(isCatcher ? PassedBallWeight : ErrorWeight, errors[at]), arm);
        }
    }

    private int[] BatterRoles(CountedTurn[] turns)
    {
        var pitching = new Dictionary<PlayerId, int>();
        foreach (var turn in turns)
        {
            turnsOf[turn.Batter] = turnsOf.GetValueOrDefault(turn.Batter) + 1;
            if (turn.IsPitchers) pitching[turn.Batter] = pitching.GetValueOrDefault(turn.Batter) + 1;
        }

        return
        [
            .. batters.Select(id =>
                pitching.GetValueOrDefault(id) * 2 > turnsOf[id] ? batterUsage.Length : Usage(batterUsage, turnsOf[id])),
        ];
    }

    private int[] PitcherRoles(CountedTurn[] turns)
    {
        foreach (var turn in turns) facedBy[turn.Pitcher] = facedBy.GetValueOrDefault(turn.Pitcher) + 1;
        return
        [
            .. pitchers.Select(id => RoleOf(count.Man(id)) switch
            {
                PitchingRole.Starter => Usage(starterUsage, facedBy[id]),
                PitchingRole.Fielder => starterUsage.Length + relieverUsage.Length,
                _ => starterUsage.Length + Usage(relieverUsage, facedBy[id]),
            }),
        ];
    }

    private static PitchingRole RoleOf(ManCount man)
    {
        var pitched = man.Games[(int)Position.Pitcher];
        if (pitched == 0 || man.Games.Skip(2).Sum() > pitched * 3) return PitchingRole.Fielder;
        return man.Starts * 2 >= pitched ? PitchingRole.Starter : man.Saves >= SavesOfACloser ? PitchingRole.Closer : PitchingRole.Reliever;
    }

    private static int Usage(int[] most, int turns) => Array.FindIndex(most, one => turns < one);

    private static Dictionary<PlayerId, int> Numbers(PlayerId[] men)
    {
        var numbers = new Dictionary<PlayerId, int>();
        for (var i = 0; i < men.Length; i++) numbers.Add(men[i], i);
        return numbers;
    }

    /// <summary>A man's card against a hand: the league's rates there times what he does to them.</summary>
    private EquatableArray<int> Card(int combination, double[] ratios)
    {
        var rates = new double[Outcomes.CardCount];
        for (var o = 0; o < rates.Length; o++) rates[o] = fit.Base[combination][o] * ratios[o];
        return Whole(rates);
    }

    /// <summary>As parts of ten million that are ten million together: what rounding leaves over goes to the most frequent.</summary>
    private static EquatableArray<int> Whole(double[] rates)
    {
        var sum = rates.Sum();
        var whole = new int[rates.Length];
        for (var i = 0; i < rates.Length; i++) whole[i] = (int)(rates[i] / sum * Outcomes.Whole);
        whole[Array.IndexOf(whole, whole.Max())] += Outcomes.Whole - whole.Sum();
        return new(whole);
    }

    private static EquatableArray<int> PerMille(double[] factors) =>
        new([.. factors.Take(Outcomes.CardCount).Select(one => (int)Math.Round(one * 1_000))]);
}
