using System.Globalization;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>What has to come out as in the real season.</summary>
/// <param name="Tolerance">Of the ratio; or, where it is a share of games, of the difference.</param>
internal sealed record Gate(string Name, Deed Deed, double Tolerance, bool OfGames = false)
{
    /// <summary>So many standard errors are held against it: one gate in a hundred would fail by chance at its very edge.</summary>
    public const double Errors = 2.6;

    public static readonly IReadOnlyList<Gate> All =
    [
        new("runs", Deed.Runs, 0.02), new("hits", Deed.Hits, 0.02), new("doubles", Deed.Doubles, 0.02),
        new("home runs", Deed.HomeRuns, 0.02), new("walks", Deed.Walks, 0.02), new("strikeouts", Deed.Strikeouts, 0.02),
        new("triples", Deed.Triples, 0.05), new("double plays grounded into", Deed.GroundedIntoDoublePlays, 0.05),
        new("stolen bases", Deed.StolenBases, 0.05), new("caught stealing", Deed.CaughtStealing, 0.05), new("errors", Deed.Errors, 0.05),
        new("sacrifice flies", Deed.SacrificeFlies, 0.05), new("left on base", Deed.LeftOnBase, 0.05),
        new("home wins", Deed.HomeWins, 0.015, OfGames: true), new("extra innings", Deed.ExtraInnings, 0.015, OfGames: true),
    ];

    /// <summary>How far off it is: of the ratio from one, or the difference of shares.</summary>
    public double Off(Calibration measured) => OfGames
        ? measured.Simulated.Mean(Deed) - measured.Real.Mean(Deed)
        : measured.Simulated.Mean(Deed) / measured.Real.Mean(Deed) - 1;

    /// <summary>The same as text, with its sign.</summary>
    public string Shown(Calibration measured)
    {
        // What rounds to nothing has none.
        var off = Math.Round(Off(measured), 3);
        return off == 0 ? "0.0%" : off.ToString("+0.0%;-0.0%", CultureInfo.InvariantCulture);
    }

    /// <summary>Standard error of <see cref="Off"/>, of the simulated games alone.</summary>
    public double Error(Calibration measured) => measured.Simulated.Error(Deed) / (OfGames ? 1 : measured.Real.Mean(Deed));

    /// <summary>How far the real season itself may be off what its men could do.</summary>
    public double RealError(Calibration measured) => measured.Real.Error(Deed) / (OfGames ? 1 : measured.Real.Mean(Deed));

    public bool Holds(Calibration measured) => Math.Abs(Off(measured)) + Errors * Error(measured) <= Tolerance;
}
