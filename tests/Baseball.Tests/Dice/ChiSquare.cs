namespace AkkaGame.Baseball.Tests;

/// <summary>What a chi-square came to.</summary>
/// <param name="Of">What was counted.</param>
/// <param name="Chi">Squared distances from what was expected, each over what was expected.</param>
/// <param name="Free">Degrees of freedom.</param>
internal readonly record struct ChiSquare(string Of, double Chi, int Free)
{
    /// <summary>The chance that even dice come out at least as uneven, 0-1: near 0 they are uneven, near 1 too even to be dice.</summary>
    public double P => Tail(Chi, Free);

    public override string ToString() => FormattableString.Invariant($"{Of}: chi-square {Chi:f1}, {Free} degrees of freedom, p {P:g3}");

    /// <summary>Everything in <paramref name="counted"/> is as likely as anything else.</summary>
    public static ChiSquare Even(string of, ReadOnlySpan<int> counted)
    {
        var (all, chi) = (0.0, 0.0);
        foreach (var count in counted) all += count;
        var expected = all / counted.Length;
        foreach (var count in counted) chi += (count - expected) * (count - expected) / expected;
        return new(of, chi, counted.Length - 1);
    }

    /// <summary>Rows and columns of a table have nothing to do with each other, however even either of them is.</summary>
    public static ChiSquare Apart(string of, int[,] counted)
    {
        var (rows, columns) = (new double[counted.GetLength(0)], new double[counted.GetLength(1)]);
        var (all, chi) = (0.0, 0.0);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                rows[row] += counted[row, column];
                columns[column] += counted[row, column];
                all += counted[row, column];
            }
        }

        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var expected = rows[row] * columns[column] / all;
                chi += (counted[row, column] - expected) * (counted[row, column] - expected) / expected;
            }
        }

        return new(of, chi, (rows.Length - 1) * (columns.Length - 1));
    }

    /// <summary>
    /// The chance of a chi-square of at least that: one less the incomplete gamma function, which is summed as x^a e^-x / a! times
    /// 1 + x/(a+1) + x²/((a+1)(a+2)) + ... with a half the freedom and x half the chi-square. Right to about 1e-12, which is far below any
    /// chance that is asked about here.
    /// </summary>
    public static double Tail(double chi, int free)
    {
        var (a, x) = (free / 2.0, chi / 2);
        if (x <= 0) return 1;
        var (sum, term) = (1.0, 1.0);
        for (var n = 1; term > sum * 1e-17; n++) sum += term *= x / (a + n);
        return Math.Clamp(1 - Math.Exp(a * Math.Log(x) - x - LogFactorial(a) + Math.Log(sum)), 0, 1);
    }

    /// <summary>Stirling's series, after steps up to where three of its terms suffice.</summary>
    private static double LogFactorial(double a)
    {
        var below = 0.0;
        while (a < 40) below += Math.Log(++a);
        return (a + 0.5) * Math.Log(a) - a + Math.Log(2 * Math.PI) / 2
            + (1 / 12.0 - (1 / 360.0 - 1 / 1260.0 / (a * a)) / (a * a)) / a - below;
    }
}
