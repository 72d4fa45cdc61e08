using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Runs, hits and errors of a side.</summary>
public readonly record struct LineTotals(byte Runs, byte Hits, byte Errors);

/// <summary>
/// A game on one line of a list: who, when, where it stands. It holds nothing that a spectator may not see, though
/// perhaps sooner than he may.
/// </summary>
/// <param name="SpectatorDelayMs">Milliseconds by which whoever only watches sees the game later; so that a list alone can tell.</param>
/// <param name="ClosedDoors">Whoever watches has to say who he is.</param>
public sealed record GameSummary(
    string League, TeamId Away, TeamId Home, DateOnly Date, byte Number, string? Site, GameMode Mode, string? Retrosheet,
    GameStatus Status, byte Inning, Half Half, LineTotals AwayTotals, LineTotals HomeTotals, HowEnded? How,
    int SpectatorDelayMs = 0, bool ClosedDoors = false)
{
    /// <summary>Null where the game was never created.</summary>
    public static GameSummary? Of(GameState state) => state.Game is { Fixture: { } fixture } game
        ? new(
            fixture.League, fixture.Away, fixture.Home, fixture.Date, fixture.Number, fixture.Site, fixture.Mode, fixture.Retrosheet,
            game.Status, game.Inning, game.Half, Line(game.Away), Line(game.Home), game.Ending?.How,
            fixture.Rules.SpectatorDelayMs, fixture.Rules.ClosedDoors)
        : null;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StateJsonContext.Default.GameSummary);

    /// <exception cref="JsonException">The bytes are not a summary.</exception>
    public static GameSummary FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, StateJsonContext.Default.GameSummary) ?? throw new JsonException("A summary is an object.");

    private static LineTotals Line(TeamTotals side) => new(side.Runs, side.Hits, side.Errors);
}
