using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>
/// Cards for everybody whom <see cref="RandomCards"/> puts on a lineup card: men good and bad at everything, drawn from a seed.
/// </summary>
public static class ScriptLeague
{
    /// <summary>A made-up league: parts of a thousand, in the order of <see cref="Outcomes.All"/>.</summary>
    private static readonly int[] perMille = [220, 85, 10, 26, 3, 5, 32, 8, 6, 1, 69, 67, 6, 1, 226, 118, 66, 48, 1, 1, 1];

    public static Edition Cards { get; } = Made();

    /// <summary>Of three games without cards on a table one is played by them.</summary>
    public static string? For(int seed, RuleSet rules) => seed % 3 == 1 && rules.Dice != DiceMode.Physical ? Cards.Id : null;

    private static Edition Made()
    {
        EquatableArray<int> rates = [.. perMille.Select(static part => part * (Outcomes.Whole / 1_000))];
        EquatableArray<int> even = [.. Enumerable.Repeat(1_000, Outcomes.CardCount)];
        EquatableArray<int> everybody = [.. Enumerable.Range(0, Outcomes.CardCount).Select(i => rates[i] + (i == 0 ? 30_000 : 0))];
        var (batter, pitcher) = (new BattingCard(everybody, everybody, 0, 1_000, 500),
            new PitchingCard(everybody, everybody, 0, PitchingRole.Reliever, 5, 1_000, 1_000));
        var league = new LeagueRates(
            rates, rates, rates, rates, even, even, new([.. Enumerable.Repeat(even, LeagueRates.Times)]), even,
            new(batter, batter, pitcher));
        var chance = new Chance(7);
        var men = new List<ManCard>();
        foreach (var letter in (char[])['a', 'h'])
            for (var number = 1; number <= 60; number++) men.Add(Man(new($"{letter}{number:00}"), number, chance, league));
        return new(
            Edition.Form, "scripts", null, default, league, [Club("AWY", 'a'), Club("HOM", 'h')],
            new([.. men.OrderBy(static man => man.Id.Value, StringComparer.Ordinal)]));

        ClubCard Club(string team, char letter) => new(
            new(team), team, even, new([.. men.Where(man => man.Id.Value[0] == letter).Select(static man => man.Id)]));
    }

    /// <summary>From 40 on, and the tenth, are pitchers; some few men have no card for what they are made to do.</summary>
    private static ManCard Man(PlayerId id, int number, Chance chance, LeagueRates league) => number is 10 or >= 40
        ? Grades.Of(
            new PitcherGrades(
                id, chance.From(Hand.Left, Hand.Right, Hand.Both), chance.From(Hand.Left, Hand.Right), Grade(chance), Grade(chance),
                Grade(chance), Grade(chance), chance.From(PitchingRole.Starter, PitchingRole.Reliever, PitchingRole.Closer),
                4 + chance.Below(22)),
            id.Value, league)
        : Grades.Of(
            new BatterGrades(
                id, chance.From(Hand.Left, Hand.Right, Hand.Both), chance.From(Hand.Left, Hand.Right), Grade(chance), Grade(chance),
                Grade(chance), Grade(chance), Grade(chance), Grade(chance),
                [(Position)(2 + number % 8), (Position)(2 + (number + 3) % 8)]),
            id.Value, league);

    private static int Grade(Chance chance) => 20 + 5 * chance.Below(13);
}
