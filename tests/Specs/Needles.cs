using System.Text;

namespace AkkaGame.Specs;

/// <summary>
/// What must not be found anywhere: each piece as it is, as hex digits, and as base64 at whatever place of a longer text it stands.
/// </summary>
public sealed class Needles
{
    private readonly List<(string Name, byte[] Bytes)> all = [];

    /// <summary>Nothing shorter is told from chance.</summary>
    private const int Shortest = 8;

    public Needles Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public Needles AddHex(string name, string digits) => Add(name, Convert.FromHexString(digits));

    public Needles Add(string name, ReadOnlySpan<byte> bytes)
    {
        Assert.True(bytes.Length >= Shortest, $"{name} is too short to be looked for.");
        all.Add((name, bytes.ToArray()));
        all.Add(($"{name} in hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes))));
        all.Add(($"{name} in upper hex", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes))));
        for (var before = 0; before < 3; before++)
        {
            // What stands before shifts the letters; those at the ends depend on the neighbours and are left out.
            var shifted = new byte[before + bytes.Length];
            bytes.CopyTo(shifted.AsSpan(before));
            var text = Convert.ToBase64String(shifted).TrimEnd('=');
            all.Add(($"{name} in base64", Encoding.ASCII.GetBytes(text[(before == 0 ? 0 : before + 1)..^1])));
        }

        return this;
    }

    /// <summary>The names of those that stand in there.</summary>
    public IEnumerable<string> In(byte[] hay) =>
        all.Where(needle => hay.AsSpan().IndexOf(needle.Bytes) >= 0).Select(static needle => needle.Name);

    public IEnumerable<string> In(string hay) => In(Encoding.UTF8.GetBytes(hay));
}
