using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Scripts;

/// <summary>A played game written as an event file, read back as a real one, and scored again: its box must be the same.</summary>
internal static class Exported
{
    /// <summary>What went wrong on the way, or null.</summary>
    public static string? Fault(GameId id, IReadOnlyList<EventGroup> groups)
    {
        var events = EffectiveHistory.Events(groups).ToList();
        var text = new StringWriter();
        EventFileWriter.Write(text, events);
        var read = EventFileReader.Read(new StringReader(text.ToString()), "exported.EVN").ToList();
        if (read is not [RealGame real]) return $"it cannot be read: {string.Join("; ", read)}";
        var again = ReplayedGame.Of(real);
        if (again.Refused is { } refused) return $"it is refused: {refused} ({Line(text, refused.Line)})";
        var (ours, theirs) = (Comparable(BoxScore.Of(id, events)), Comparable(again.Box()));
        if (ours == theirs) return null;
        var (mine, other) = (Json(ours), Json(theirs));
        var at = mine.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"another box: ...{Around(mine, at)}... is read back as ...{Around(other, at)}...";
    }

    /// <summary>What an event file cannot say, or says elsewhere: whose league it was, the id, the words around the end.</summary>
    private static BoxScore Comparable(BoxScore box) => box with
    {
        Game = default,
        League = "",
        Retrosheet = null,
        Facts = default,
        Reason = null,
        // That a lead or the number of innings ended it, an event file says as "called".
        How = box.How is HowEnded.Mercy ? HowEnded.Called : box.How,
    };

    private static string Json(BoxScore box) => JsonSerializer.Serialize(box, BoxJson.Default.BoxScore);

    private static string Around(string text, int at) => text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 120)];

    private static string Line(StringWriter text, int line) => string.Join(" / ", text.ToString().Split("\r\n").Take(line).TakeLast(8));
}
