namespace AkkaGame.Scripts;

/// <summary>The choices of a script, drawn one after the other from a seed: the same seed draws the same ones.</summary>
public sealed class Chance(int seed)
{
    private readonly Random draw = new(seed);

    /// <summary>0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below) => draw.Next(below);

    /// <summary>True in <paramref name="times"/> of <paramref name="of"/> cases.</summary>
    public bool Of(int times, int of) => draw.Next(of) < times;

    public T From<T>(params IReadOnlyList<T> all) => all[draw.Next(all.Count)];

    /// <summary>One of an enum's words; the first, which is the usual thing, in half of the cases.</summary>
    public T Word<T>() where T : struct, Enum => Of(1, 2) ? default : From(Enum.GetValues<T>());

    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        draw.NextBytes(bytes);
        return new(bytes);
    }

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        draw.NextBytes(bytes);
        return bytes;
    }
}
