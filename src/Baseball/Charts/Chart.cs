using System.Security.Cryptography;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>An outcome as it stands on a chart.</summary>
/// <param name="Odds">Its weight before rounding.</param>
/// <param name="Cells">Of 4,320.</param>
public readonly record struct ChartShare(string Outcome, ulong Odds, int Cells);

/// <summary>Where a roll lands.</summary>
/// <param name="Row">
/// The entry as printed: <c>4-7 1-12</c> is column, row and d20; <c>1.01.11-2.20.66</c> a range of d6, d20 and 2d6.
/// </param>
public readonly record struct ChartLine(string Row, string Outcome);

/// <summary>
/// 4,320 equal cells of four dice, dealt to outcomes. The chart is the law: the engine and a manager with the printed chart read the same
/// cell. Outcomes of less than 8 cells stand on it as <see cref="RareWord"/> and are drawn by one more roll from <see cref="Rare"/>.
/// </summary>
public abstract class Chart
{
    public const string RareWord = "rare";

    /// <summary>The least number of cells with which an outcome stands on the chart by itself.</summary>
    public const int CellsMin = 8;

    private readonly Lazy<string> text;
    private readonly Lazy<string> hash;
    private readonly Lazy<Chart> rare;

    /// <param name="bundles">False where every outcome stands on the chart, however rare.</param>
    /// <param name="printing">Whose odds it is made of.</param>
    /// <param name="men">Batter and pitcher, where it is about two of them.</param>
    private protected Chart(
        string name, Odds odds, EquatableArray<Factor> factors, bool bundles = true, string printing = LeagueFacts.Edition,
        string men = "league|league")
    {
        (Name, Factors, Printing) = (name, factors, printing);
        Cut = Rounding.Fraction(About(men));
        (Shares, Bundled) = Bundle(odds, Cut, bundles ? CellsMin : 0);
        text = new(() => ChartText.Of(this));
        hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Hashed)).AsSpan(0, 8)));
        rare = new(() => new RangeChart(Name + " rare", Bundled, factors, bundles: false, printing));
    }

    /// <summary>A stable word and the situation, such as <c>matchup 1-3 0</c>: bases taken and outs.</summary>
    public string Name { get; }

    /// <summary>Of the odds that it is made of: the counted facts' name, or an edition's id.</summary>
    public string Printing { get; }

    /// <summary>What the decisions in force did to the odds.</summary>
    public EquatableArray<Factor> Factors { get; }

    /// <summary>Outcomes in their fixed order, <see cref="RareWord"/> last where there is one; together 4,320 cells.</summary>
    public EquatableArray<ChartShare> Shares { get; }

    /// <summary>What <see cref="RareWord"/> stands for; empty where nothing is that rare.</summary>
    public Odds Bundled { get; }

    /// <summary>The chart on which a roll of <see cref="RareWord"/> is drawn.</summary>
    public Chart Rare => rare.Value;

    /// <summary>The outcome that holds most cells, of equals the first; never <see cref="RareWord"/>.</summary>
    public string Usual
    {
        get
        {
            var most = new ChartShare("", 0, -1);
            foreach (var share in Shares) if (share.Cells > most.Cells && share.Outcome != RareWord) most = share;
            return most.Outcome;
        }
    }

    /// <summary>The chart as printed.</summary>
    public string Text => text.Value;

    /// <summary>First 16 hex digits of the SHA-256 of <see cref="Hashed"/>.</summary>
    public string Hash => hash.Value;

    /// <summary>What says everything that decides a roll: of most charts the whole chart as printed.</summary>
    public virtual string Hashed => Text;

    /// <summary>What is printed before the entries, such as the numbers that two men's odds are made of; empty for none.</summary>
    public virtual string Preface => "";

    /// <summary>Where the cuts between outcomes fall, in parts of 2^64.</summary>
    private protected ulong Cut { get; }

    public abstract ChartLine Read(Dice dice);

    /// <summary>Every entry with its cells, in the order in which the chart is printed.</summary>
    public abstract IEnumerable<(string Row, string Outcome, int Cells)> Entries { get; }

    /// <summary>What a play says of a roll on this chart.</summary>
    public ChartEntry Entry(ChartLine line) => new(Name, line.Row, line.Outcome, Hash);

    private string About(string men)
    {
        var about = new StringBuilder(men, 256).Append('|').Append(Name).Append('|');
        foreach (var (why, outcomes, perMille) in Factors) about.Append(why).Append(' ').Append(outcomes).Append(perMille).Append(';');
        return about.Append('|').Append(Printing).ToString();
    }

    private static (EquatableArray<ChartShare>, Odds) Bundle(Odds odds, ulong fraction, int cellsMin)
    {
        var cells = Rounding.Of(odds, fraction);
        var shares = new List<ChartShare>(cells.Length);
        var kept = new List<Share>(cells.Length);
        var rare = new List<Share>();
        for (var i = 0; i < cells.Length; i++) (cells[i] >= cellsMin ? kept : rare).Add(odds.Shares[i]);
        var bundled = new Odds(new EquatableArray<Share>([.. rare]));
        if (bundled.Sum == 0) bundled = new(default(EquatableArray<Share>));
        // Rounded anew with the bundle as one outcome, so that its cells too are the floor or the ceiling of its share.
        if (bundled.Shares.Count > 0) kept.Add(new(RareWord, bundled.Sum));
        cells = Rounding.Of(new(new EquatableArray<Share>([.. kept])), fraction);
        for (var i = 0; i < cells.Length; i++)
            if (cells[i] > 0) shares.Add(new(kept[i].Outcome, kept[i].Weight, cells[i]));
        return (new([.. shares]), bundled);
    }
}
