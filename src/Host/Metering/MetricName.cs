namespace AkkaGame.Host.Metering;

/// <summary>What an instrument is called in Prometheus: its name with its unit, and what grows only ends in <c>total</c>.</summary>
internal static class MetricName
{
    private static readonly Dictionary<string, string> units = new()
    {
        ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds", ["min"] = "minutes", ["h"] = "hours",
        ["By"] = "bytes", ["%"] = "percent", ["1"] = "",
    };

    public static string Of(string instrument, string? unit, FamilyKind kind)
    {
        var name = Word(instrument);
        if (Unit(unit) is { Length: > 0 } of && !name.EndsWith(of, StringComparison.Ordinal)) name += $"_{of}";
        return kind is FamilyKind.Counter or FamilyKind.CounterSeen && !name.EndsWith("_total", StringComparison.Ordinal)
            ? $"{name}_total"
            : name;
    }

    /// <summary>The unit as a word; empty where it has none, or only says what is counted, as <c>{command}</c> does.</summary>
    public static string Unit(string? unit) =>
        unit is null || unit.StartsWith('{') ? "" : units.TryGetValue(unit, out var word) ? word : Word(unit).Trim('_');

    /// <summary>Letters, digits and underscores, the first no digit.</summary>
    public static string Word(string text)
    {
        var word = string.Concat(text.Select(static one => char.IsAsciiLetterOrDigit(one) ? one : '_'));
        return word.Length == 0 || char.IsAsciiDigit(word[0]) ? $"_{word}" : word;
    }
}
