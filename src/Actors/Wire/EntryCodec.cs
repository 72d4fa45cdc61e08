using System.Buffers;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// An entry as it is stored: one JSON object in UTF-8, so that a database can look into it. Its members are frozen; new ones may come.
/// </summary>
public static class EntryCodec
{
    /// <summary>The version of the members; a later one reads as damaged.</summary>
    public const string Manifest = "entry-1";

    /// <exception cref="ArgumentException">It holds no event.</exception>
    public static byte[] Write(JournalEntry entry)
    {
        var stored = StoredEvent.Of(
            entry.Happened ?? throw new ArgumentException("An entry that could not be read is not written.", nameof(entry)));
        var into = new ArrayBufferWriter<byte>(stored.Body.Length + 320);
        using (var json = new Utf8JsonWriter(into, new() { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("game"u8, entry.Game.Value);
            json.WriteNumber("seq"u8, entry.Seq);
            json.WriteNumber("last"u8, entry.Last);
            json.WriteString("command"u8, entry.Command.Value);
            json.WriteNumber("content"u8, entry.Check);
            json.WriteNumber("at"u8, entry.At);
            json.WriteString("who"u8, entry.By.Who);
            json.WriteNumber("role"u8, (byte)entry.By.Role);
            if (entry.By.Side is { } side) json.WriteNumber("side"u8, (byte)side);
            json.WriteNumber("cause"u8, (byte)entry.Cause);
            json.WriteNumber("rules"u8, entry.Rules);
            if (entry.Why is { } why) json.WriteString("why"u8, why);
            json.WriteNumber("type"u8, stored.Type);
            json.WriteNumber("ver"u8, stored.Version);
            json.WritePropertyName("body"u8);
            json.WriteRawValue(stored.Body, skipInputValidation: true);
            if (entry.Card is { } card) Write(json, card);
            json.WriteEndObject();
        }

        return into.WrittenSpan.ToArray();
    }

    /// <summary>The entry; where it is none, or holds an event that this build cannot read, it says why.</summary>
    public static JournalEntry Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var at = json.RootElement;
            var (happened, why) = StoredEvent.Read(
                at.GetProperty("type").GetInt16(), at.GetProperty("ver").GetInt16(),
                System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(at.GetProperty("body")));
            return new(
                new(at.GetProperty("game").GetGuid()), at.GetProperty("seq").GetInt32(), at.GetProperty("last").GetInt32(),
                new(at.GetProperty("command").GetGuid()), at.GetProperty("content").GetUInt32(), at.GetProperty("at").GetInt64(),
                Author(at), (Cause)at.GetProperty("cause").GetByte(), at.GetProperty("rules").GetInt16(), Text(at, "why"),
                happened, why, Card(at));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return JournalEntry.Damaged($"what stands there is no event of a game ({e.Message})");
        }
    }

    private static void Write(Utf8JsonWriter json, GameCard card)
    {
        json.WriteStartObject("card"u8);
        if (card.Retrosheet is { } retrosheet) json.WriteString("retrosheet"u8, retrosheet);
        if (card.Due is { } due) json.WriteNumber("due"u8, due);
        json.WritePropertyName("summary"u8);
        json.WriteRawValue(card.Summary, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static Author Author(JsonElement at) => new(
        at.GetProperty("who").GetString()!, (Role)at.GetProperty("role").GetByte(),
        at.TryGetProperty("side", out var side) && side.ValueKind != JsonValueKind.Null ? (Side)side.GetByte() : null);

    private static GameCard? Card(JsonElement at) => !at.TryGetProperty("card", out var card) ? null : new(
        Text(card, "retrosheet"), System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(card.GetProperty("summary")).ToArray(),
        card.TryGetProperty("due", out var due) ? due.GetInt64() : null);

    private static string? Text(JsonElement at, string name) => at.TryGetProperty(name, out var text) ? text.GetString() : null;
}
