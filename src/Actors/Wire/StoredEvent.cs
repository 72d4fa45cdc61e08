using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>An event as it is stored: journal code, version, UTF-8 JSON.</summary>
public readonly record struct StoredEvent(short Type, short Version, byte[] Body)
{
    public static StoredEvent Of(GameEvent happened)
    {
        var wire = WireNames.Of(happened);
        return new(wire.Code, wire.Version, JsonSerializer.SerializeToUtf8Bytes(happened, wire.Json));
    }

    /// <summary>The event, or why this build cannot read it.</summary>
    /// <param name="upcasts">How bodies of older versions are read; those of this build where left out.</param>
    public static (GameEvent? Happened, string? Why) Read(short type, short version, ReadOnlySpan<byte> body, Upcasts? upcasts = null)
    {
        if (WireNames.EventOf(type) is not { } wire) return (null, $"event code {type} is unknown to this build");
        if (version > wire.Version) return (null, $"{wire.Name} has version {version}, this build reads up to {wire.Version}");
        if (version < wire.Version)
        {
            var (lifted, why) = (upcasts ?? Upcasts.Known).Lift(wire, version, body);
            if (lifted is null) return (null, why);
            body = lifted;
        }

        try
        {
            return JsonSerializer.Deserialize(body, wire.Json) is GameEvent happened
                ? (happened, null)
                : (null, $"the body of {wire.Name} is empty");
        }
        catch (JsonException e)
        {
            return (null, $"the body of {wire.Name} is damaged ({e.Message})");
        }
    }
}
