using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Host;

/// <summary>Games handed on as event files.</summary>
internal static class EventFiles
{
    /// <summary>One game's event file, with the condition under which it may be handed on.</summary>
    public static string Of(IEnumerable<GameEvent> history)
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        EventFileWriter.Write(text, history);
        return text.ToString();
    }
}
