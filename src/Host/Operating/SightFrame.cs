using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;

namespace AkkaGame.Host.Operating;

/// <summary>A game as its engine shows it, as JSON.</summary>
/// <param name="State">The whole state in its canonical encoding.</param>
internal sealed record SightFrame(string? Quarantined, JsonElement State)
{
    public static SightFrame Of(Sight sight)
    {
        using var state = JsonDocument.Parse(StateJson.Write(sight.State!));
        return new(sight.Quarantined, state.RootElement.Clone());
    }

    /// <exception cref="JsonException">It is not a state.</exception>
    public Sight Read() => new(StateJson.Read(JsonSerializer.SerializeToUtf8Bytes(State, HostJson.Default.JsonElement)), null, Quarantined);
}
