using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>A page of the list of games.</summary>
/// <param name="Next">What to ask for with <c>after</c> to go on; null at the end of the list.</param>
internal sealed record GamesAnswer(IReadOnlyList<GameItem> Games, long? Next);

/// <summary>A game on one line of the list.</summary>
/// <param name="Number">Its place in the list.</param>
/// <param name="Seq">Its last event.</param>
/// <param name="GameNumber">0, or 1 and 2 of a double-header.</param>
internal sealed record GameItem(
    long Number, GameId Id, string? Retrosheet, int Seq, long Created, string League, DateOnly Date, byte GameNumber, string? Site,
    GameMode Mode, GameStatus Status, byte Inning, Half Half, HowEnded? How, GameItemSide Away, GameItemSide Home)
{
    /// <summary>Null where the listing holds no summary that this build can read.</summary>
    public static GameItem? Of(GameListing listing)
    {
        try
        {
            var game = GameSummary.FromJson(listing.Summary.Span);
            return new(
                listing.Number, listing.Game, listing.Retrosheet, listing.Head, listing.Created, game.League, game.Date, game.Number,
                game.Site, game.Mode,
                game.Status, game.Inning, game.Half, game.How, Side(game.Away, game.AwayTotals), Side(game.Home, game.HomeTotals));
        }
        catch (JsonException)
        {
            return null;
        }

        static GameItemSide Side(TeamId team, LineTotals totals) => new(team, totals.Runs, totals.Hits, totals.Errors);
    }

    /// <summary>As the read model has it.</summary>
    public static GameItem Of(ListedGame listed)
    {
        var game = listed.Game;
        return new(
            listed.Number, game.Game, game.Retrosheet, game.Seq, game.Created, game.League, game.Date, game.Number, game.Site, game.Mode,
            game.Status, game.Inning, game.Half, game.How, Side(game.Away), Side(game.Home));

        static GameItemSide Side(GameSideRow side) => new(side.Team, side.Runs, side.Hits, side.Errors);
    }

    /// <summary>What <see cref="GamesAsked"/> asks of a row, of a game that is not in the read model yet.</summary>
    public bool Matches(GamesAsked asked) =>
        (asked.Team is null || Is(Away, asked.Team) || Is(Home, asked.Team))
        && (asked.From is null || Date >= asked.From) && (asked.To is null || Date <= asked.To)
        && (asked.Status is null || Status == asked.Status) && (asked.League is null || League == asked.League)
        && asked.Words.All(word => Words.Contains(word, StringComparison.OrdinalIgnoreCase));

    private string Words => string.Join(' ', League, Away.Team, Home.Team, Site, Retrosheet);

    private static bool Is(GameItemSide side, string team) => string.Equals(side.Team.Value, team, StringComparison.OrdinalIgnoreCase);
}

internal sealed record GameItemSide(TeamId Team, byte Runs, byte Hits, byte Errors);
