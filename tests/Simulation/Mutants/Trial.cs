using System.Reflection;
using System.Runtime.Loader;

namespace AkkaGame.Simulation.Mutants;

/// <summary>What became of a mutant.</summary>
/// <param name="Seed">The night that found it; null where none did.</param>
/// <param name="Nights">Nights that passed, the last one among them.</param>
/// <param name="How">What was found wrong.</param>
public sealed record Found(ulong? Seed, int Nights, string How);

/// <summary>Nights of a mutant: everything of ours is loaded anew beside itself, the mutant's rooms in place of what was built.</summary>
public static class Trial
{
    public static Found Of(Mutant mutant, ulong first, int most)
    {
        var rooms = new Rooms(Build.Of(mutant));
        var pass = rooms.LoadFromAssemblyName(typeof(Trial).Assembly.GetName()).GetType(typeof(Trial).FullName!)!
            .GetMethod(nameof(Pass), BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<ulong, string>>();
        for (var i = 0; i < most; i++)
            if (pass(first + (ulong)i) is { Length: > 0 } wrong) return new(first + (ulong)i, i + 1, wrong);
        return new(null, most, "");
    }

    /// <returns>What was wrong first; nothing where nothing was.</returns>
    internal static string Pass(ulong seed)
    {
        try
        {
            return new Night(seed).Pass().Wrong is [var first, ..] ? first : "";
        }
        catch (Exception e) // A mutant may do worse than to break a promise.
        {
            return $"the night ended early: {e}";
        }
    }

    private sealed class Rooms(IReadOnlyDictionary<string, byte[]> mutated) : AssemblyLoadContext("mutant")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name is not { } name || !name.StartsWith("AkkaGame.", StringComparison.Ordinal)) return null;
            if (mutated.TryGetValue(name, out var bytes)) return LoadFromStream(new MemoryStream(bytes));
            return LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
        }
    }
}
