using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>
/// What halves come to from each of the 24 situations (bases taken, outs): runs to the end of the half, and how often there was one. Only
/// halves of three outs count: what a game's last hit left undone is nobody's measure.
/// </summary>
internal sealed class HalfRuns
{
    public const int Situations = 24;

    private readonly long[] visits = new long[Situations], runs = new long[Situations], scored = new long[Situations];
    private readonly List<(int Situation, int Before)> half = new(16);
    private int soFar;

    /// <summary>Bits 1 2 4 of the bases taken, times three, and the outs.</summary>
    public static int Of(byte bases, int outs) => bases * 3 + outs;

    public long Visits(int situation) => visits[situation];

    /// <summary>Runs to the end of the half.</summary>
    public double Expectancy(int situation) => visits[situation] == 0 ? 0 : (double)runs[situation] / visits[situation];

    /// <summary>How likely there is a run.</summary>
    public double Chance(int situation) => visits[situation] == 0 ? 0 : (double)scored[situation] / visits[situation];

    public void Add(PlayMade play)
    {
        half.Add((Of(play.BasesBefore, play.OutsBefore), soFar));
        soFar += play.Runs;
        if ((play.Ended & (Ended.Half | Ended.Game)) == Ended.Nothing) return;
        if (play.OutsBefore + play.Outs == 3)
        {
            foreach (var (situation, before) in half)
            {
                visits[situation]++;
                runs[situation] += soFar - before;
                if (soFar > before) scored[situation]++;
            }
        }

        Clear();
    }

    /// <summary>A game ends: whatever half was under way does not count.</summary>
    public void Clear()
    {
        half.Clear();
        soFar = 0;
    }

    public void Add(HalfRuns other)
    {
        for (var i = 0; i < Situations; i++)
        {
            visits[i] += other.visits[i];
            runs[i] += other.runs[i];
            scored[i] += other.scored[i];
        }
    }
}
