using System.Globalization;
using System.Text;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Host;

/// <summary>Games handed on as event files.</summary>
internal static class EventFiles
{
    /// <summary>Latin-1 that would rather fail than write <c>?</c> for a letter it has not.</summary>
    private static readonly Encoding strict =
        Encoding.GetEncoding(Encoding.Latin1.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>One game's event file; null, and why, where it holds what an event file cannot.</summary>
    public static byte[]? Of(IEnumerable<GameEvent> history, out Refusal? refused)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        EventFileWriter.Write(text, history);
        var written = text.ToString();
        refused = null;
        try
        {
            return strict.GetBytes(written);
        }
        catch (EncoderFallbackException e)
        {
            refused = NotLatin1(written, e.Index);
            return null;
        }
    }

    private static Refusal NotLatin1(string text, int at)
    {
        var begin = text.LastIndexOf('\n', at) + 1;
        var end = text.IndexOf('\r', at);
        var record = end < 0 ? text[begin..] : text[begin..end];
        var fields = record.Split(',');
        var field = fields[0] switch
        {
            "start" or "sub" => "name",
            "info" => fields[1],
            var kind => kind,
        };
        return new(
            RefusalCode.Illegal, field, "latin-1",
            string.Create(CultureInfo.InvariantCulture,
                $"An event file is Latin-1 and cannot hold {field} with U+{(int)text[at]:X4}, as in its record {record}"));
    }
}
