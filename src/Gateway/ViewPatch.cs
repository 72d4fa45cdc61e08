using System.Text.Json;

namespace AkkaGame.Gateway;

/// <summary>
/// What changed between two views of one game, for clients that hold the first: an object is merged member by member into the object that
/// it meets, anything else (a list, a null) replaces what is there. Knows nothing of what a view is.
/// </summary>
/// <remarks>
/// A view always has all its members, in the same order, so both texts are read side by side. Where an object follows another one with
/// other members, merging could not tell; no view has such a place, and <see cref="Write"/> throws rather than tell something false.
/// </remarks>
internal static class ViewPatch
{
    /// <summary>Writes an object, empty where nothing changed.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var old = new Utf8JsonReader(before);
        var now = new Utf8JsonReader(after);
        old.Read();
        now.Read();
        Changes(writer, before, ref old, after, ref now);
    }

    /// <summary>Both readers stand at the beginning of an object, and are left at its end.</summary>
    private static void Changes(
        Utf8JsonWriter writer, ReadOnlySpan<byte> before, ref Utf8JsonReader old, ReadOnlySpan<byte> after, ref Utf8JsonReader now)
    {
        writer.WriteStartObject();
        while (Member(ref old, ref now))
        {
            var name = now.ValueSpan;
            old.Read();
            now.Read();
            var oldInside = old;
            var nowInside = now;
            var text = Value(after, ref now);
            if (text.SequenceEqual(Value(before, ref old))) continue;
            writer.WritePropertyName(name);
            if (oldInside.TokenType == JsonTokenType.StartObject && nowInside.TokenType == JsonTokenType.StartObject)
                Changes(writer, before, ref oldInside, after, ref nowInside);
            else writer.WriteRawValue(text, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    /// <summary>False at the end of both objects.</summary>
    private static bool Member(ref Utf8JsonReader old, ref Utf8JsonReader now)
    {
        old.Read();
        now.Read();
        if (old.TokenType == JsonTokenType.EndObject && now.TokenType == JsonTokenType.EndObject) return false;
        if (old.TokenType == now.TokenType && old.ValueSpan.SequenceEqual(now.ValueSpan)) return true;
        throw new InvalidOperationException("A view has a member that it had not, or has lost one: a patch cannot say so.");
    }

    /// <summary>The text of the value at which the reader stands; it is left at the value's end.</summary>
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[from..(int)reader.BytesConsumed];
    }
}
