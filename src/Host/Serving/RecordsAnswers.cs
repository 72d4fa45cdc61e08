using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>A league's season, best club first.</summary>
internal sealed record StandingsAnswer(string League, int Season, IReadOnlyList<Standing> Clubs)
{
    public static StandingsAnswer Of(string league, int season, IReadOnlyList<GameResult> results) =>
        new(league, season, Standings.Of(results));
}

/// <summary>What a player did: a line a season, and his games, newest first.</summary>
/// <param name="Next">What to ask for with <c>after</c> to go on; null at the end.</param>
internal sealed record PlayerAnswer(
    string Player, string? Name, IReadOnlyList<SeasonLine> Seasons, IReadOnlyList<PlayerGameItem> Games, int? Next)
{
    public static PlayerAnswer Of(PlayerId player, IReadOnlyList<SeasonLine> seasons, IReadOnlyList<PlayerGame> games, int? next) => new(
        player.Value, games is [var newest, ..] ? newest.Batting.Name : seasons is [.., var last] ? last.Name : null, seasons,
        [.. games.Select(PlayerGameItem.Of)], next);
}

/// <summary>A player's part in a game.</summary>
/// <param name="GameNumber">0, or 1 and 2 of a double-header.</param>
/// <param name="Positions">Those he played, in order: ss-2b.</param>
/// <param name="Pitching">Null where he did not pitch.</param>
internal sealed record PlayerGameItem(
    GameId Game, string? Retrosheet, string League, DateOnly Date, byte GameNumber, string Kind, GameStatus Status, TeamId Team,
    TeamId Against, bool AtHome, byte Runs, byte RunsAgainst, bool Started, string Positions, BattingLine Batting, PitcherItem? Pitching)
{
    public static PlayerGameItem Of(PlayerGame one)
    {
        var (game, side) = (one.Game, one.Batting.Side);
        return new(
            game.Game, game.Retrosheet, game.League, game.Date, game.Number, game.Kind, game.Status, game.Of(side).Team,
            game.Of(side.Other()).Team, side == Side.Home, game.Of(side).Official, game.Of(side.Other()).Official, one.Batting.Started,
            one.Batting.Positions, one.Batting.Line, one.Pitching is { } pitched ? PitcherItem.Of(pitched) : null);
    }
}

/// <param name="Decision">Win, Loss, Save, Hold, BlownSave; none, one or two of them, parted by commas.</param>
internal sealed record PitcherItem(bool Started, bool Finished, string? Decision, PitchingLine Line)
{
    public static PitcherItem Of(PitchingRow row) => new(
        row.Started, row.Finished, row.Decision == PitchingDecision.None ? null : row.Decision.ToString(), row.Line);
}
