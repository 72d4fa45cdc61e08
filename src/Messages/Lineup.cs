namespace AkkaGame.Messages;

/// <summary>A man as a lineup card names him.</summary>
public sealed record NamedPlayer(PlayerId Player, string Name);

/// <summary>A place on the lineup card: batting slot 1-9 (0 = the pitcher who does not bat), who holds it, and where he plays.</summary>
public sealed record LineupPlace(byte Slot, PlayerId Player, string Name, Position Position, string? Card = null);

/// <summary>A side's lineup card as handed in at home plate.</summary>
public sealed record LineupCard(
    EquatableArray<LineupPlace> Places,
    EquatableArray<NamedPlayer> Bench = default,
    EquatableArray<NamedPlayer> Bullpen = default,
    EquatableArray<NamedPlayer> Unavailable = default);

public enum GameMode : byte
{
    /// <summary>Decided by two managers and the dice.</summary>
    Played,
    /// <summary>Written down by a scorer who saw it.</summary>
    Scored,
}
