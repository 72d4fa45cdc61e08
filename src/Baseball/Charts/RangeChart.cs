using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A chart that reads the dice in the order d6, d20, red, white as one number of four digits; each outcome is one range. Mostly the first
/// two dice decide, the others only at an edge.
/// </summary>
public sealed class RangeChart(
    string name, Odds odds, EquatableArray<Factor> factors = default, bool bundles = true, string printing = LeagueFacts.Edition)
    : Chart(name, odds, factors, bundles, printing)
{
    public override IEnumerable<(string Row, string Outcome, int Cells)> Entries
    {
        get
        {
            var from = 0;
            for (var i = 0; i < Shares.Count; i++)
            {
                yield return (Range(from, from + Shares[i].Cells - 1), Shares[i].Outcome, Shares[i].Cells);
                from += Shares[i].Cells;
            }
        }
    }

    public override ChartLine Read(Dice dice)
    {
        var cell = CellOf(dice);
        var from = 0;
        foreach (var (outcome, _, cells) in Shares)
        {
            if (cell < from + cells) return new(Range(from, from + cells - 1), outcome);
            from += cells;
        }

        throw new ArgumentOutOfRangeException(nameof(dice), dice, "The dice show a number that they do not have.");
    }

    /// <summary>The number that the dice show, counted from 0.</summary>
    private static int CellOf(Dice dice) => ((dice.D6 - 1) * 20 + dice.D20 - 1) * 36 + (dice.Red - 1) * 6 + dice.White - 1;

    private static string Range(int from, int to) => from == to ? Digits(from) : $"{Digits(from)}-{Digits(to)}";

    private static string Digits(int cell) => string.Create(
        CultureInfo.InvariantCulture, $"{cell / 720 + 1}.{cell / 36 % 20 + 1:00}.{cell / 6 % 6 + 1}{cell % 6 + 1}");
}
