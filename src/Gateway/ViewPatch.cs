using System.Runtime.InteropServices;
using System.Text.Json;

namespace AkkaGame.Gateway;

/// <summary>
/// What changed between two views of one game, for clients that hold the first: an object is merged member by member into the object that
/// it meets, anything else (a list, a null) replaces what is there. Knows nothing of what a view is.
/// </summary>
/// <remarks>
/// A view always has all its members, in the same order. Where an object follows another one with other members, merging could not tell; no
/// view has such a place, and <see cref="Write"/> throws rather than tell something false.
/// </remarks>
internal static class ViewPatch
{
    /// <summary>Writes an object, empty where nothing changed.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        Changes(writer, old.RootElement, now.RootElement);
    }

    private static void Changes(Utf8JsonWriter writer, JsonElement old, JsonElement now)
    {
        writer.WriteStartObject();
        using var members = old.EnumerateObject().GetEnumerator();
        foreach (var member in now.EnumerateObject())
        {
            if (!members.MoveNext() || !members.Current.NameEquals(JsonMarshal.GetRawUtf8PropertyName(member)))
                throw new InvalidOperationException($"A view has a member {member.Name} where it had none.");
            Change(writer, member, members.Current.Value, member.Value);
        }

        if (members.MoveNext()) throw new InvalidOperationException($"A view has lost its member {members.Current.Name}.");
        writer.WriteEndObject();
    }

    private static void Change(Utf8JsonWriter writer, JsonProperty member, JsonElement old, JsonElement now)
    {
        var text = JsonMarshal.GetRawUtf8Value(now);
        if (text.SequenceEqual(JsonMarshal.GetRawUtf8Value(old))) return;
        writer.WritePropertyName(JsonMarshal.GetRawUtf8PropertyName(member));
        if (old.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object) Changes(writer, old, now);
        else writer.WriteRawValue(text, skipInputValidation: true);
    }
}
