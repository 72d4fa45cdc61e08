using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>How a play may leave the half: bases and outs, and the runs it brought, each with its chance.</summary>
/// <param name="Rest">The chance that nothing of it happens, and the play goes on.</param>
internal sealed record Ends(EquatableArray<End> All, double Rest)
{
    /// <param name="chances">By <see cref="End.Code"/>.</param>
    public static Ends Of(double[] chances, double rest)
    {
        var ends = new List<End>();
        for (var code = 0; code < chances.Length; code++) if (chances[code] > 0) ends.Add(new((byte)code, chances[code]));
        return new([.. ends], rest);
    }

    /// <summary>What it is worth on the average, <see cref="Rest"/> apart.</summary>
    /// <param name="worth">By <see cref="End.Code"/>.</param>
    public double Worth(ReadOnlySpan<double> worth)
    {
        var sum = 0.0;
        foreach (var (code, chance) in All.AsSpan()) sum += chance * worth[code];
        return sum;
    }
}

/// <summary>One way of it.</summary>
/// <param name="Code">Bases, outs and runs in one number below <see cref="Codes"/>.</param>
internal readonly record struct End(byte Code, double Chance)
{
    /// <summary>States with less than three out, and the half that is over; and 0 to 4 runs with each.</summary>
    public const int States = 24, Over = States, RunsMost = 4, Codes = (States + 1) * (RunsMost + 1);

    /// <summary>The number of bases and outs: below 24, or <see cref="Over"/> with three out.</summary>
    /// <param name="bases">Bits 1 2 4 for the bases taken.</param>
    public static int State(byte bases, int outs) => outs >= 3 ? Over : bases * 3 + outs;

    public static byte CodeOf(int state, int runs) => (byte)(state * (RunsMost + 1) + runs);

    /// <summary>How that play leaves the half.</summary>
    public static byte CodeOf(Game game, ScoredPlay play)
    {
        var (bases, outs, runs) = (game.Bases.Code, (int)game.Outs, 0);
        foreach (var advance in play.Advances) if (advance.From != Base.Batter) bases &= (byte)~Bit(advance.From);
        foreach (var advance in play.Advances)
        {
            if (advance.Fate == Fate.Out) outs++;
            else if (advance.To == Base.Home) runs++;
            else bases |= Bit(advance.To);
        }

        return CodeOf(State(bases, outs), runs);
    }

    private static byte Bit(Base on) => (byte)(1 << ((int)on - 1));
}
