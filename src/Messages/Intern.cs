using System.Collections.Concurrent;

namespace AkkaGame.Messages;

/// <summary>Shares the strings that recur in every game (players, clubs, zones, modifiers): a state holds references, not copies.</summary>
public static class Intern
{
    /// <summary>A stranger who sends endless new ids must not fill the memory: past this many, strings are no longer shared.</summary>
    private const int StringsMax = 200_000;

    private static readonly ConcurrentDictionary<string, string> strings = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup =
        strings.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(string text) => strings.TryGetValue(text, out var shared) ? shared : Keep(text);

    public static string Of(ReadOnlySpan<char> text) => lookup.TryGetValue(text, out var shared) ? shared : Keep(text.ToString());

    private static string Keep(string text) => strings.Count >= StringsMax ? text : strings.GetOrAdd(text, text);
}
