using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a man who bats can do, graded as scouts do: 20 to 80, 50 is the average of the league, and ten more are a standard
/// deviation.</summary>
/// <param name="Contact">Fewer strikeouts, more singles.</param>
/// <param name="Power">Home runs and doubles, in the air, for more strikeouts.</param>
/// <param name="Eye">Walks.</param>
/// <param name="Speed">Triples, steals, extra bases, fewer double plays.</param>
/// <param name="Glove">Balls turned into outs, few errors.</param>
/// <param name="Arm">Runners thrown out.</param>
/// <param name="Positions">Where he plays, his own first; none for who only bats.</param>
public sealed record BatterGrades(
    PlayerId Player, Hand Bats, Hand Throws, int Contact, int Power, int Eye, int Speed, int Glove, int Arm,
    EquatableArray<Position> Positions);

/// <summary>What a pitcher can do, graded likewise.</summary>
/// <param name="Stuff">Strikeouts.</param>
/// <param name="Control">Few walks, few wild pitches.</param>
/// <param name="Ground">Balls on the ground instead of in the air.</param>
/// <param name="Hold">Runners caught stealing.</param>
/// <param name="Stamina">Batters that he faces.</param>
public sealed record PitcherGrades(
    PlayerId Player, Hand Bats, Hand Throws, int Stuff, int Control, int Ground, int Hold, PitchingRole Role, int Stamina);

/// <summary>
/// Cards for men whom nobody has counted: the league's rates against either hand, each outcome times what the grades make of it. What a
/// grade is worth are starting values, about the spread among men of 2018 who play every day.
/// </summary>
/// <remarks>Whole numbers throughout, so that the same grades are the same edition on every machine.</remarks>
public static class Grades
{
    public const int Least = 20, Average = 50, Most = 80;

    private const int Usual = 1_000, FactorLeast = 150;

    /// <summary>Of men who started, games that are put down for them at their own place, and at another one.</summary>
    private const int GamesAtHisPlace = 100, GamesElsewhere = 20, Turns = 500;

    /// <summary>Steals of second, per mille of the chances, by speed from 20 in steps of 5.</summary>
    private static readonly int[] steals = [2, 3, 5, 9, 18, 32, 52, 80, 120, 170, 230, 300, 380];

    public static ManCard Of(BatterGrades man, string name, LeagueRates league)
    {
        var (contact, power, eye) = (man.Contact - Average, man.Power - Average, man.Eye - Average);
        var speed = man.Speed - Average;
        var factors = Factors(outcome => outcome switch
        {
            "K" => -18 * contact + 8 * power,
            "W" => 20 * eye + 5 * power,
            "HR/F" or "HR/L" => 34 * power,
            "T" => 26 * speed,
            "D/L" or "D/F" => 7 * power + 4 * contact + 3 * speed,
            "S/L" or "S/F" => 6 * contact - 2 * power,
            "S/G" => 5 * contact - 4 * power + 5 * speed,
            "G" => -5 * power,
            "F" => 5 * power,
            _ => 0,
        });
        return new(
            man.Player, name, man.Bats, man.Throws,
            new(
                Rates(league.Of(Matchup.BattingHand(man.Bats, Hand.Left), Hand.Left), factors),
                Rates(league.Of(Matchup.BattingHand(man.Bats, Hand.Right), Hand.Right), factors),
                Turns, Usual - 10 * speed, Usual + 10 * contact),
            null, Running(man.Speed),
            new([.. man.Positions.Select((position, i) => Fielding(man, position, isHis: i == 0))]));
    }

    public static ManCard Of(PitcherGrades man, string name, LeagueRates league)
    {
        var (stuff, control, ground) = (man.Stuff - Average, man.Control - Average, man.Ground - Average);
        var factors = Factors(outcome => outcome switch
        {
            "K" => 20 * stuff,
            "W" => -20 * control,
            "HP" => -10 * control,
            "HR/F" or "HR/L" => -8 * stuff - 4 * control - 12 * ground,
            "G" or "S/G" => 12 * ground,
            "F" or "P" or "S/F" or "D/F" => -10 * ground,
            _ => 0,
        });
        return new(
            man.Player, name, man.Bats, man.Throws, null,
            new(
                Rates(league.Of(Hand.Left, man.Throws), factors), Rates(league.Of(Hand.Right, man.Throws), factors),
                man.Role == PitchingRole.Starter ? Turns + man.Stamina : Turns / 2 + man.Stuff, man.Role, man.Stamina,
                Usual - 15 * control, Usual + 15 * (man.Hold - Average)),
            Running(Average - 15), [new(Position.Pitcher, GamesAtHisPlace, Usual, Usual, Usual)]);
    }

    private static int[] Factors(Func<string, int> above)
    {
        var factors = new int[Outcomes.CardCount];
        for (var i = 0; i < factors.Length; i++) factors[i] = Math.Max(FactorLeast, Usual + above(Outcomes.All[i]));
        return factors;
    }

    /// <summary>Parts of ten million again; what is missing by rounding goes to the balls on the ground.</summary>
    private static EquatableArray<int> Rates(EquatableArray<int> league, int[] factors)
    {
        var sum = 0L;
        for (var i = 0; i < factors.Length; i++) sum += (long)league[i] * factors[i];
        var (rates, missing) = (new int[factors.Length], Outcomes.Whole);
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = (int)((long)league[i] * factors[i] * Outcomes.Whole / sum);
            missing -= rates[i];
        }

        rates[Outcomes.Ground] += missing;
        return new(rates);
    }

    private static RunningCard Running(int speed)
    {
        const int OfThird = 6, CaughtUsually = 280, UsualOdds = 321;
        var goes = steals[(speed - Least) / 5];
        var caught = CaughtUsually - 3 * (speed - Average);
        // As odds, beside those of the chart on which men of average speed are caught.
        return new(goes, goes / OfThird, caught, caught * Usual / (Usual - caught) * Usual / UsualOdds, Usual + 10 * (speed - Average));
    }

    private static FieldingCard Fielding(BatterGrades man, Position position, bool isHis)
    {
        var glove = man.Glove - Average - (isHis ? 0 : 5);
        return new(
            position, isHis ? GamesAtHisPlace : GamesElsewhere, Usual + glove, Math.Max(FactorLeast, Usual - 20 * glove),
            Usual + 20 * (man.Arm - Average));
    }
}
