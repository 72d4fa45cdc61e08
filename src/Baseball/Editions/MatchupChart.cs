using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The chart of two men's match-up. Columns 1 to 3 look like the batter's card and 4 to 6 like the pitcher's, as far as both together can
/// still be the odds of their match-up.
/// </summary>
public sealed class MatchupChart : CardChart
{
    private const int Half = Rounding.Cells / 2;

    public MatchupChart(Matchup matchup)
        : base(matchup.Name, matchup.Odds(), matchup.Decisions, matchup.Edition.Id, $"{matchup.Batter}|{matchup.Pitcher}") =>
        Matchup = matchup;

    public Matchup Matchup { get; }

    /// <summary>
    /// One line, from which the deal follows: edition, name, and of each outcome its cells and those of them in the batter's half; then the
    /// weights of what is rare.
    /// </summary>
    public override string Hashed
    {
        get
        {
            var line = new StringBuilder(512).Append(Printing).Append('|').Append(Name).Append('|');
            for (var i = 0; i < Shares.Count; i++)
                line.Append(CultureInfo.InvariantCulture, $"{Shares[i].Outcome} {Shares[i].Cells}/{BattersCells[i]},");
            line.Append('|');
            foreach (var (outcome, weight) in Bundled.Shares) line.Append(CultureInfo.InvariantCulture, $"{outcome} {weight},");
            return line.ToString();
        }
    }

    public override string Preface => Matchup.Table;

    /// <summary>
    /// Batter's half = q + t (b - p) / 2, with the largest t up to 1 that leaves nothing below 0 in either half; rounded together, each
    /// outcome within its own cells.
    /// </summary>
    private protected override int[] Halved()
    {
        Span<long> apart = stackalloc long[Shares.Count];
        Differences(apart);
        var t = Apart(apart);
        var weights = new Share[Shares.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            // Twice the batter's cells of it, in parts of ten million.
            var weight = (long)Shares[i].Cells * Outcomes.Whole + apart[i] * t / 1_000 * Half;
            weights[i] = new(Shares[i].Outcome, (ulong)Math.Clamp(weight, 0, 2L * Shares[i].Cells * Outcomes.Whole));
        }

        var cells = Rounding.Of(new(new EquatableArray<Share>(weights)), Cut, Half);
        var missing = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var within = Math.Clamp(cells[i], 0, Shares[i].Cells);
            missing += cells[i] - within;
            cells[i] = within;
        }

        // What did not fit goes where there is most room for it.
        for (; missing != 0; missing -= Math.Sign(missing)) cells[Roomiest(cells, missing > 0)] += Math.Sign(missing);
        return cells;
    }

    private int Roomiest(int[] cells, bool more)
    {
        var most = 0;
        for (var i = 1; i < cells.Length; i++) if (Room(i) > Room(most)) most = i;
        return most;

        int Room(int i) => more ? Shares[i].Cells - cells[i] : cells[i];
    }

    /// <summary>b - p of each outcome, parts of ten million; of what stands on no card it is nothing.</summary>
    private void Differences(Span<long> apart)
    {
        var (batter, pitcher) = (Matchup.BattersRates, Matchup.PitchersRates);
        for (var i = 0; i < apart.Length; i++)
        {
            var at = Outcomes.IndexOf(Shares[i].Outcome);
            apart[i] = at is >= 0 and < Outcomes.CardCount ? batter[at] - pitcher[at] : 0;
        }
    }

    private int Apart(ReadOnlySpan<long> apart)
    {
        var t = 1_000L;
        for (var i = 0; i < apart.Length; i++)
            if (apart[i] != 0) t = Math.Min(t, 1_000L * Shares[i].Cells * Outcomes.Whole / (Math.Abs(apart[i]) * Half));
        return (int)t;
    }
}
