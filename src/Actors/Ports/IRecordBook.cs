using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>What is asked of the read model. Answers lag behind the journal by as much as its projector does.</summary>
/// <remarks>Every member throws <see cref="JournalUnavailableException"/> where the store did not answer.</remarks>
public interface IRecordBook
{
    /// <summary>Games in the order of the list, from the one after number <paramref name="after"/> up to and with <paramref name="upTo"/>.
    /// </summary>
    ValueTask<IReadOnlyList<ListedGame>> Games(
        GamesAsked asked, long after, long upTo, int max, CancellationToken stop = default);

    /// <summary>Everything that is kept of one game; null where nothing is.</summary>
    ValueTask<GameRows?> Rows(GameId game, CancellationToken stop = default);

    /// <summary>The games of a season that count in its standings.</summary>
    ValueTask<IReadOnlyList<GameResult>> Results(string league, int season, CancellationToken stop = default);

    /// <summary>What a player did, a line a league, season and kind of game, oldest first; void games are left out.</summary>
    ValueTask<IReadOnlyList<SeasonLine>> Seasons(PlayerId player, string? league, CancellationToken stop = default);

    /// <summary>A player's games, newest first, after leaving out <paramref name="skip"/>.</summary>
    ValueTask<IReadOnlyList<PlayerGame>> GameLog(
        PlayerId player, string? league, int? season, int skip, int max, CancellationToken stop = default);
}

/// <summary>Which games are asked for. A null asks for any.</summary>
/// <param name="Team">A club's id, in any case.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Words">Each of them stands somewhere in <see cref="GameRow.Words"/>, in any case; none asks for nothing.</param>
public sealed record GamesAsked(
    string? Team, DateOnly? From, DateOnly? To, GameStatus? Status, string? League, EquatableArray<string> Words)
{
    public bool IsForAll => this is { Team: null, From: null, To: null, Status: null, League: null, Words.Count: 0 };

    public bool Matches(GameRow game) =>
        (Team is null || Is(game.Away.Team.Value, Team) || Is(game.Home.Team.Value, Team))
        && (From is null || game.Date >= From) && (To is null || game.Date <= To)
        && (Status is null || game.Status == Status) && (League is null || game.League == League)
        && Words.All(word => game.Words.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Number">Its place in the list of games.</param>
public sealed record ListedGame(long Number, GameRow Game);

/// <summary>A player's season.</summary>
/// <param name="Kind">Of the games: a world series is not added to the season.</param>
/// <param name="Games">In which he appeared.</param>
/// <param name="Pitching">Null where he never pitched.</param>
public sealed record SeasonLine(
    string League, int Season, string Kind, string Name, int Games, int Started, BattingLine Batting, PitchingSeason? Pitching);

/// <summary>What is counted beside a pitcher's line.</summary>
/// <param name="Complete">Games he began and ended, alone.</param>
public sealed record PitchingSeason(
    int Games, int Started, int Complete, int Won, int Lost, int Saved, int Holds, int BlownSaves, PitchingLine Line);

/// <summary>A player's part in one game.</summary>
/// <param name="Pitching">Null where he did not pitch.</param>
public sealed record PlayerGame(GameRow Game, BattingRow Batting, PitchingRow? Pitching);
