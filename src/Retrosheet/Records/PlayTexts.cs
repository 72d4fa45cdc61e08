using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// Event texts already read: three plays in four were written the same way before (<c>K</c>, <c>8/F</c>, <c>63/G</c>), and a play as
/// the scorer wrote it is a value that games may share. Bounded, so that a hostile file fills nothing.
/// </summary>
internal sealed class PlayTexts
{
    private const int TextsMax = 20_000;

    private readonly Dictionary<string, ScoredPlay> plays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScoredPlay>.AlternateLookup<ReadOnlySpan<char>> byText;
    private readonly HashSet<string> pitches = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> byPitches;

    public PlayTexts()
    {
        byText = plays.GetAlternateLookup<ReadOnlySpan<char>>();
        byPitches = pitches.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool TryParse(ReadOnlySpan<char> text, out ScoredPlay play, out EventTextError error)
    {
        error = default;
        if (byText.TryGetValue(text, out play!)) return true;
        if (!EventText.TryParse(text, out play, out error)) return false;
        if (plays.Count < TextsMax) plays.Add(text.ToString(), play);
        return true;
    }

    /// <summary>The pitch sequence, <c>null</c> where none is written.</summary>
    public string? Pitches(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        if (byPitches.TryGetValue(text, out var shared)) return shared;
        var mine = text.ToString();
        if (pitches.Count < TextsMax) pitches.Add(mine);
        return mine;
    }
}
