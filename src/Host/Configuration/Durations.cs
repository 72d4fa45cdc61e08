using System.Globalization;

namespace AkkaGame.Host.Configuration;

/// <summary>Lengths of time as people write them: a whole number and its unit, <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
internal static class Durations
{
    /// <summary>The longest first, as <see cref="Write"/> tries them.</summary>
    private static readonly (string Unit, long Milliseconds)[] units = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    /// <summary>Null where it is none.</summary>
    public static TimeSpan? Read(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        foreach (var (unit, milliseconds) in units)
            if (text[digits..] == unit && Whole(text[..digits]) is { } number) return TimeSpan.FromMilliseconds(number * milliseconds);
        return null;
    }

    public static string Write(TimeSpan time)
    {
        var whole = (long)time.TotalMilliseconds;
        var (unit, milliseconds) = whole == 0 ? units[2] : units.First(one => whole % one.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / milliseconds}{unit}");
    }

    /// <summary>Null where it is no whole number of at most nine digits.</summary>
    public static int? Whole(string text) =>
        text.Length is > 0 and < 10 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
