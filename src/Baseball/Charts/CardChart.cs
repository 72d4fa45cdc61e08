using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The chart of a match-up: the d6 names the column (1 to 3 the batter's half, 4 to 6 the pitcher's), red and white together the row, and
/// where a row is split the d20 decides.
/// </summary>
public class CardChart : Chart
{
    private const int Columns = 6;
    private const int HalfColumns = 3;
    private const int Faces = 20;

    /// <summary>Rows as they are dealt: the heavy ones first, so that the light ones can fill what is left.</summary>
    private static readonly byte[] order = [7, 6, 8, 5, 9, 4, 10, 3, 11, 2, 12];

    /// <summary>The splits of each place, by column and row; a half is dealt when it is first read.</summary>
    private readonly Split[]?[] places = new Split[]?[Columns * 13];

    private readonly Lazy<int[]> battersCells;

    public CardChart(string name, Odds odds, EquatableArray<Factor> factors = default) : base(name, odds, factors) =>
        battersCells = new(Halved);

    private protected CardChart(string name, Odds odds, EquatableArray<Factor> factors, string printing, string men)
        : base(name, odds, factors, bundles: true, printing, men) => battersCells = new(Halved);

    /// <summary>Of each share the cells in the batter's half; the others are the pitcher's.</summary>
    public IReadOnlyList<int> BattersCells => battersCells.Value;

    /// <summary>Where both are the same average man each outcome's cells are halved, the odd ones by turns.</summary>
    private protected virtual int[] Halved()
    {
        var batters = new int[Shares.Count];
        var cumulated = 0;
        for (var i = 0; i < Shares.Count; i++)
        {
            batters[i] = (cumulated + Shares[i].Cells) / 2 - cumulated / 2;
            cumulated += Shares[i].Cells;
        }

        return batters;
    }

    /// <param name="From">The first face of the d20.</param>
    /// <param name="To">The last one.</param>
    /// <param name="Share">The outcome, by its place in the order.</param>
    internal readonly record struct Split(byte From, byte To, int Share);

    public override IEnumerable<(string Row, string Outcome, int Cells)> Entries
    {
        get
        {
            for (var column = 1; column <= Columns; column++)
            {
                for (var row = 2; row <= 12; row++)
                {
                    foreach (var split in Dealt(column, row))
                        yield return (Row(column, row, split), Shares[split.Share].Outcome, (split.To - split.From + 1) * Weight(row));
                }
            }
        }
    }

    public override ChartLine Read(Dice dice)
    {
        var row = dice.Red + dice.White;
        foreach (var split in Dealt(dice.D6, row))
            if (dice.D20 <= split.To) return new(Row(dice.D6, row, split), Shares[split.Share].Outcome);
        throw new ArgumentOutOfRangeException(nameof(dice), dice, "The dice show a number that they do not have.");
    }

    /// <summary>How the d20 splits one place of the chart, such as column 4, row 7.</summary>
    internal ReadOnlySpan<Split> Place(int column, int row) => Dealt(column, row);

    private Split[] Dealt(int column, int row)
    {
        if (places[At(column, row)] is { } place) return place;
        // Whoever comes at the same time deals the same.
        Deal(column <= HalfColumns ? 1 : 1 + HalfColumns);
        return places[At(column, row)]!;
    }

    /// <summary>Deals the cells of three columns; a face of a row weighs as many cells as red and white can make it.</summary>
    private void Deal(int firstColumn)
    {
        var need = new int[Shares.Count];
        for (var i = 0; i < need.Length; i++) need[i] = firstColumn == 1 ? BattersCells[i] : Shares[i].Cells - BattersCells[i];
        var splits = new List<Split>();
        foreach (var row in order)
        {
            for (var column = firstColumn; column < firstColumn + HalfColumns; column++)
            {
                splits.Clear();
                for (byte dealt = 0; dealt < Faces;)
                {
                    var most = Neediest(need);
                    var faces = Math.Min(Faces - dealt, need[most] / Weight(row));
                    if (faces == 0) throw new InvalidOperationException($"{Name} cannot be dealt: too many outcomes.");
                    splits.Add(new((byte)(dealt + 1), (byte)(dealt + faces), most));
                    need[most] -= faces * Weight(row);
                    dealt += (byte)faces;
                }

                places[At(column, row)] = [.. splits];
            }
        }
    }

    /// <summary>The outcome that still needs most, of equals the first by name.</summary>
    private int Neediest(int[] need)
    {
        var most = 0;
        for (var i = 1; i < need.Length; i++)
        {
            if (need[i] > need[most] || need[i] == need[most] && string.CompareOrdinal(Shares[i].Outcome, Shares[most].Outcome) < 0)
                most = i;
        }

        return most;
    }

    private static int Weight(int row) => 6 - Math.Abs(7 - row);

    private static int At(int column, int row) => (column - 1) * 13 + row;

    private static string Row(int column, int row, Split split) => split is { From: 1, To: Faces }
        ? string.Create(CultureInfo.InvariantCulture, $"{column}-{row}")
        : split.From == split.To
            ? string.Create(CultureInfo.InvariantCulture, $"{column}-{row} {split.From}")
            : string.Create(CultureInfo.InvariantCulture, $"{column}-{row} {split.From}-{split.To}");
}
