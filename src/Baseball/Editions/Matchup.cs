using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A batter against a pitcher, and where: w = batter x pitcher / league, times what the situation, the park, home, the pitcher's day, the
/// fielders and both decisions do. Whole numbers throughout, each factor per mille and printed beside the chart.
/// </summary>
/// <param name="Bats">The side of the plate from which he bats now.</param>
/// <param name="IsPitchers">The batter is a pitcher.</param>
/// <param name="Bases">Bits 1 2 4 for the bases taken.</param>
/// <param name="AtHome">Null where the home edge is left out.</param>
/// <param name="Park">Whose park; null where parks are left out.</param>
/// <param name="Times">As in <see cref="LeagueRates.TimesThrough"/>.</param>
/// <param name="Infield">How many more grounders the fielders turn into outs, per mille of average men's; so the outfield.</param>
/// <param name="Decisions">What both sides decided.</param>
public sealed record Matchup(
    Edition Edition, PlayerId Batter, bool IsPitchers, PlayerId Pitcher, Hand Bats, Hand Throws, byte Bases, int Outs, bool? AtHome,
    TeamId? Park, int Times, int Infield, int Outfield, EquatableArray<Factor> Decisions)
{
    /// <summary>The pitcher's day, 1 the worst to 20 the best; 0 where nobody knows it yet. See <see cref="PitchersDay"/>.</summary>
    public int Day { get; init; }

    /// <summary>The batter has come off the bench for this turn.</summary>
    public bool IsPinchHitter { get; init; }

    /// <summary>A weight is a share of this many parts: the rates' ten million, times a thousand so that rare outcomes are exact.</summary>
    private const ulong Precision = 1_000;

    /// <summary>Outs for each hit among balls on the ground, and among flies and line drives, per mille, in 2018.</summary>
    private const int OutsOfGrounders = 3_150, OutsInTheAir = 1_550;

    /// <summary>The match-up of the game's next turn at bat.</summary>
    public static Matchup Of(Game game, EquatableArray<Factor> decisions)
    {
        var edition = game.Edition!;
        var (batter, pitcher) = (game.Batter!.Value, game.Pitcher!.Value);
        var throws = ThrowingHand(game);
        var rules = game.Fixture!.Rules;
        var (infield, outfield) = Fielders.Range(game);
        return new(
            edition, batter.Player, batter.Position == Position.Pitcher, pitcher.Player, BattingHand(game, throws), throws, game.Bases.Code,
            game.Outs, rules.HomeEdge ? game.Batting == Side.Home : null, rules.Park ? game.Fixture.Home : null,
            TimesThrough(game.Lineup(game.Fielding).Pitchers[^1]), infield, outfield, decisions)
        {
            IsPinchHitter = batter.Position == Position.PinchHitter,
            Day = game.Lineup(game.Fielding).Pitchers[^1].Day,
        };
    }

    /// <summary>The hand with which the pitcher throws to this batter; right where there is no pitcher for the moment.</summary>
    public static Hand ThrowingHand(Game game) => game.Turn.ThrowsNow is Hand.Left or Hand.Right
        ? game.Turn.ThrowsNow
        : game.Pitcher is { } pitcher && game.Edition!.Find(pitcher.Player) is { } card ? card.Throws : Hand.Right;

    /// <summary>The side from which the batter bats: who can do both takes the one far from the pitcher's hand.</summary>
    public static Hand BattingHand(Game game, Hand throws) => game.Turn.BatsNow is Hand.Left or Hand.Right
        ? game.Turn.BatsNow
        : BattingHand(game.Edition!.Find(game.Batter!.Value.Player)?.Bats ?? Hand.Right, throws);

    /// <inheritdoc cref="BattingHand(Game, Hand)"/>
    public static Hand BattingHand(Hand bats, Hand throws) => bats switch
    {
        Hand.Left => Hand.Left,
        Hand.Both => throws == Hand.Left ? Hand.Right : Hand.Left,
        _ => Hand.Right,
    };

    public static int TimesThrough(PitcherLine line) =>
        line.Started ? Math.Min(line.Batters / 9, 3) : line.Batters < 9 ? 4 : 5;

    /// <summary>The batter's odds, parts of ten million, as his card has them against that hand.</summary>
    public EquatableArray<int> BattersRates => Edition.Batting(Batter, IsPitchers).Against(Throws);

    public EquatableArray<int> PitchersRates => Edition.Pitching(Pitcher).Against(Bats);

    /// <summary>The chart's name: the situation, and between whom.</summary>
    public string Name => $"{AverageCharts.Matchup(Bases, Outs)} {Batter} {Pitcher}";

    /// <summary>
    /// What is done to each outcome beside what the two men do, per mille, by what does it; decisions last. Where there are no more numbers
    /// than stand on cards nothing is done to the outcomes behind them.
    /// </summary>
    public IReadOnlyList<(string Why, EquatableArray<int> PerMille)> Circumstances()
    {
        var league = Edition.League;
        var done = new List<(string, EquatableArray<int>)>(8) { ("situation", new(AverageOdds.Situation(Bases, Outs))) };
        if (AtHome is { } home) done.Add((home ? "at home" : "away", home ? league.AtHome : league.Away));
        if (Park is { } park && Edition.Find(park) is { } club) done.Add(("park", club.Park));
        done.Add(("time through", league.TimesThrough[Times]));
        if (Day > 0) done.Add(("day", new(PitchersDay.Of(Day))));
        if (IsPinchHitter) done.Add(("pinch hitting", league.PinchHitting));
        if (Infield != 1_000 || Outfield != 1_000) done.Add(("fielders", new(Fielding())));
        if (Decisions.Count > 0) done.Add(("decisions", new(Decided())));
        return done;
    }

    /// <summary>The odds of it, before they are rounded.</summary>
    public Odds Odds()
    {
        var (batter, pitcher, league) = (BattersRates, PitchersRates, Edition.League.Of(Bats, Throws));
        Span<ulong> weights = stackalloc ulong[Outcomes.Count];
        for (var i = 0; i < Outcomes.Count; i++)
        {
            weights[i] = i >= Outcomes.CardCount ? (ulong)league[i] * Precision
                : league[i] == 0 ? 0
                : (ulong)((UInt128)batter[i] * (ulong)pitcher[i] * Precision / (ulong)league[i]);
        }

        foreach (var (_, perMille) in Circumstances())
        {
            var factors = perMille.AsSpan();
            for (var i = 0; i < factors.Length; i++) weights[i] = weights[i] * (ulong)factors[i] / 1_000;
        }

        var shares = new Share[Outcomes.Count];
        for (var i = 0; i < shares.Length; i++) shares[i] = new(Outcomes.All[i], weights[i]);
        return AverageOdds.WithOddities(new(new EquatableArray<Share>(shares)), Bases, Outs);
    }

    /// <summary>Every number that goes into the odds, a line for each outcome.</summary>
    internal string Table
    {
        get
        {
            var done = Circumstances();
            var table = new StringBuilder(4_096);
            table.Append(CultureInfo.InvariantCulture, $"{Batter} bats {Word(Bats)}, {Pitcher} throws {Word(Throws)}\n");
            table.Append("outcome   batter  pitcher   league");
            foreach (var (why, _) in done) table.Append(CultureInfo.InvariantCulture, $"{why,13}");
            table.Append('\n');
            var (batter, pitcher, league) = (BattersRates, PitchersRates, Edition.League.Of(Bats, Throws));
            for (var i = 0; i < Outcomes.Count; i++)
            {
                var (his, his2) = i < Outcomes.CardCount ? (batter[i], pitcher[i]) : (league[i], league[i]);
                table.Append(CultureInfo.InvariantCulture, $"{Outcomes.All[i],-7} {his,8} {his2,8} {league[i],8}");
                foreach (var (_, perMille) in done)
                {
                    var factor = i < perMille.Count ? perMille[i] : 1_000;
                    table.Append(CultureInfo.InvariantCulture, $"{factor / 1_000,9}.{factor % 1_000:000}");
                }

                table.Append('\n');
            }

            return table.ToString();
        }
    }

    private static string Word(Hand hand) => hand == Hand.Left ? "left" : "right";

    /// <summary>More of the balls in play are outs, and fewer are hits by as many.</summary>
    private int[] Fielding()
    {
        var done = new int[Outcomes.Count];
        for (var i = 0; i < done.Length; i++)
        {
            done[i] = Outcomes.All[i] switch
            {
                "G" => Infield,
                "S/G" or "D/G" => Math.Clamp(1_000 - (Infield - 1_000) * OutsOfGrounders / 1_000, 300, 2_000),
                "F" or "L" => Outfield,
                "S/F" or "S/L" or "D/F" or "D/L" or "T" =>
                    Math.Clamp(1_000 - (Outfield - 1_000) * OutsInTheAir / 1_000, 300, 2_000),
                _ => 1_000,
            };
        }

        return done;
    }

    private int[] Decided()
    {
        var done = new int[Outcomes.Count];
        for (var i = 0; i < done.Length; i++)
        {
            var all = 1_000L;
            foreach (var factor in Decisions) if (factor.Touches(Outcomes.All[i])) all = all * factor.PerMille / 1_000;
            done[i] = (int)all;
        }

        return done;
    }
}
