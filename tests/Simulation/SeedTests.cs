using System.Globalization;
using Xunit.Abstractions;

namespace AkkaGame.Simulation;

/// <summary>
/// Nights by seeds. One that fails says its seed; <c>AKKAGAME_SIM_SEED</c> passes that one alone, its trace in a file;
/// <c>AKKAGAME_SIM_SEEDS</c> says how many are passed, or which (<c>1000-1999</c>).
/// </summary>
public class SeedTests(ITestOutputHelper output)
{
    private const int Usual = 300;

    [Fact]
    public void Every_promise_is_kept_in_every_night()
    {
        var (first, count) = Chosen();
        var failed = new List<string>();
        for (var seed = first; seed < first + (ulong)count && failed.Count < 3; seed++)
        {
            var night = count == 1 ? Traced(seed) : Pass(seed);
            if (night.Wrong.Count > 0) failed.Add(Told(night));
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    [Fact]
    public void A_night_passes_in_the_same_way_twice()
    {
        foreach (var seed in Enumerable.Range(1, 25))
        {
            Outcome one = new Night((ulong)seed).Pass(), other = new Night((ulong)seed).Pass();
            output.WriteLine($"{seed}: {one.Steps} steps, {one.Commits} commits, {one.Lasted.TotalSeconds:0} s, {one.Hash:x}");
            Assert.Equal(one.Hash, other.Hash);
        }
    }

    private static (ulong First, int Count) Chosen()
    {
        if (Environment.GetEnvironmentVariable("AKKAGAME_SIM_SEED") is { Length: > 0 } one)
            return (ulong.Parse(one, CultureInfo.InvariantCulture), 1);
        var many = Environment.GetEnvironmentVariable("AKKAGAME_SIM_SEEDS");
        if (many is null or "") return (1, Usual);
        var ends = many.Split('-');
        if (ends.Length == 1) return (1, int.Parse(many, CultureInfo.InvariantCulture));
        var from = ulong.Parse(ends[0], CultureInfo.InvariantCulture);
        return (from, (int)(ulong.Parse(ends[1], CultureInfo.InvariantCulture) - from) + 1);
    }

    private static Outcome Pass(ulong seed, Action<string>? trace = null)
    {
        var night = new Night(seed, trace);
        try
        {
            return night.Pass();
        }
        catch (InvalidOperationException e)
        {
            return new(seed, $"{night.Plan}", 0, [e.Message], 0, 0, default);
        }
    }

    private static string Told(Outcome night)
    {
        Traced(night.Seed);
        return $"AKKAGAME_SIM_SEED={night.Seed} ({night.Plan}), its trace in {File(night.Seed)}:\n  "
            + string.Join("\n  ", night.Wrong.Take(8));
    }

    private static Outcome Traced(ulong seed)
    {
        using var trace = new StreamWriter(File(seed)) { AutoFlush = true };
        return Pass(seed, trace.WriteLine);
    }

    private static string File(ulong seed) => Path.Combine(Path.GetTempPath(), $"akkagame-night-{seed}.txt");
}
