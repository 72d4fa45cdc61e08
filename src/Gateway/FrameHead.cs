using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// What a frame is and whom its answer is for, found without reading what is in it: a command that makes no sense is still answered by
/// its id.
/// </summary>
/// <param name="Kind">Its <c>t</c>; null where this is no frame of the protocol.</param>
/// <param name="Id">A command's id; null where it names none that can be read.</param>
/// <param name="Fault">Why it is no frame, to its full stop; null where it is one.</param>
internal readonly record struct FrameHead(string? Kind, Guid? Id, string? Fault = null)
{
    /// <summary>Every member of every frame: one of them twice, and nobody can say which is meant.</summary>
    private static readonly byte[][] members =
    [
        .. new[]
        {
            "t", "id", "k", "d", "play", "dec", "why", "by", "n", "seq", "token", "proto", "role", "side", "sess", "resume", "client",
            "view",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly string[] kinds =
    [
        ClientFrame.Hello, ClientFrame.Command, ClientFrame.Ack, ClientFrame.Snap, ClientFrame.Auth, ClientFrame.Ping, ClientFrame.Control,
    ];

    public static FrameHead Of(ReadOnlySpan<byte> frame)
    {
        try
        {
            return Read(frame);
        }
        catch (JsonException e)
        {
            return Not($"this is not JSON: {JsonFault.Of(e).Why}");
        }
        catch (InvalidOperationException) // Half of a surrogate pair.
        {
            return Not("t is one of the protocol's words.");
        }
    }

    private static FrameHead Read(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Not("a frame is a JSON object.");
        string? kind = null;
        Guid? id = null;
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Place(ref reader);
            if (member >= 0 && (seen & 1 << member) != 0) return Not("a member stands in it twice.");
            if (member >= 0) seen |= 1 << member;
            reader.Read();
            if (member == 0) kind = reader.TokenType == JsonTokenType.String ? Word(ref reader) : null;
            if (member == 1 && reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var named)) id = named;
            reader.Skip();
        }

        // What follows the object is looked at too: two frames in one are none.
        reader.Read();
        return kind is null ? Not("a frame says in t what it is.") : new(kind, id);
    }

    private static int Place(ref Utf8JsonReader reader)
    {
        for (var place = 0; place < members.Length; place++) if (reader.ValueTextEquals(members[place])) return place;
        return -1;
    }

    private static string? Word(ref Utf8JsonReader reader)
    {
        foreach (var kind in kinds) if (reader.ValueTextEquals(kind)) return kind;
        return reader.GetString();
    }

    private static FrameHead Not(string why) => new(null, null, why);
}
