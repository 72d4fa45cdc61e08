using System.Text.Json.Serialization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The edition of cards that a game is played by, from its creation to its end. A state, an event and a snapshot hold its id alone; the
/// edition itself is roster data, one object for all the games that are played by it, which the host hands in (<see cref="Known"/>).
/// </summary>
/// <param name="Id">Of the edition: 16 hex digits.</param>
public sealed record PinnedCards(string Id)
{
    /// <summary>Null until somebody who knows the edition has handed it in.</summary>
    [JsonIgnore]
    public Edition? Edition { get; init; }

    /// <summary>Pins of one id are the same, whether the edition is at hand or not.</summary>
    public bool Equals(PinnedCards? other) => other is not null && Id == other.Id;

    internal static Refusal Missing(string id) => new(
        RefusalCode.Unavailable, null, "cards",
        $"This game is played by the cards of edition {id}, and they are not on this server: nothing is decided without them.",
        Retry.After);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
