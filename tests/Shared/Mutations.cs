using System.Text;

namespace AkkaGame.Tests;

/// <summary>
/// Frames as clients send them (<c>frames.txt</c>), and the same spoilt in a way that a seed draws: bytes changed, cut, doubled, moved,
/// words of JSON and of the protocol put where they do not belong. AKKAGAME_SEED names another seed than the usual one, AKKAGAME_FRAMES how
/// many are tried.
/// </summary>
internal sealed class Mutations
{
    public static readonly string[] Frames = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "frames.txt"));

    private static readonly byte[][] words =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-0", "1e400", "-1", "9223372036854775808", "0.1", "NaN", "\"\\ud800\"",
            "\"\\u0000\"", "\\", "/**/", "\"$type\":\"x\",", "\"__proto__\":{},", "\"id\":\"\",", "\"t\":\"cmd\",", "\"t\":7,",
            "[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":", "\"\\ud800\":1,", "\"k\":\"seal-standing-orders\",", "{}", "[]",
            "\"d\":[1],", "\"Pitcher\"", "\"99\"", "\u202E", "\uFEFF", "\r\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0],
    ];

    private readonly Random draw = new(Set("AKKAGAME_SEED", 20_181_028));

    /// <summary>How many are tried unless it is said otherwise.</summary>
    public static int Count => Set("AKKAGAME_FRAMES", 3_000);

    /// <summary>A spoilt frame; once in a while one that is spoilt beyond what a frame may hold.</summary>
    public byte[] Next()
    {
        List<byte> frame = [.. Encoding.UTF8.GetBytes(Frames[draw.Next(Frames.Length)])];
        for (var times = draw.Next(1, 5); times > 0; times--) Spoil(frame);
        return [.. frame];
    }

    private void Spoil(List<byte> frame)
    {
        var at = draw.Next(frame.Count + 1);
        var length = Math.Min(draw.Next(1, 24), frame.Count - at);
        switch (draw.Next(8))
        {
            case 0 when at < frame.Count: frame[at] ^= (byte)(1 << draw.Next(8)); break;
            case 1 when at < frame.Count: frame[at] = (byte)draw.Next(256); break;
            case 2: frame.RemoveRange(at, length); break;
            case 3: frame.InsertRange(draw.Next(frame.Count + 1), frame.GetRange(at, length)); break;
            case 4: frame.InsertRange(at, words[draw.Next(words.Length)]); break;
            case 5: Replace(frame); break;
            case 6: frame.RemoveRange(at, frame.Count - at); break;
            case 7 when draw.Next(20) == 0:
                var word = words[draw.Next(words.Length)];
                frame.InsertRange(at, Enumerable.Repeat(word, 3_000).SelectMany(static one => one));
                break;
        }
    }

    /// <summary>A whole value by a word that is none, or not that one.</summary>
    private void Replace(List<byte> frame)
    {
        var colons = Enumerable.Range(0, frame.Count).Where(place => frame[place] == ':').ToArray();
        if (colons.Length == 0) return;
        var from = colons[draw.Next(colons.Length)] + 1;
        var to = frame.FindIndex(from, static one => one is (byte)',' or (byte)'}' or (byte)']');
        if (to < 0) return;
        frame.RemoveRange(from, to - from);
        frame.InsertRange(from, words[draw.Next(words.Length)]);
    }

    private static int Set(string name, int unless) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : unless;
}
