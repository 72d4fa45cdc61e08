using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>Finds a game by the name that people and addresses give it: its UUID, or its Retrosheet id.</summary>
internal static class NamedGame
{
    /// <summary>The game that the address names under <c>id</c>.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static ValueTask<(GameListing? Listing, Refusal? Refused)> Of(HttpRequest request, IGames games) =>
        Of((string)request.RouteValues["id"]!, games, request.HttpContext.RequestAborted);

    /// <summary>The same as whoever asks may see it.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<(Seen? Game, Refusal? Refused)> Seen(
        HttpRequest request, IGames games, Doorkeeper door, Curtain curtain)
    {
        if (door.Reader(request, out var refused) is not { } asker) return (null, refused);
        (var listing, refused) = await Of(request, games);
        return listing is null ? (null, refused) : await curtain.Of(listing, asker, request.HttpContext.RequestAborted);
    }

    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<(GameListing? Listing, Refusal? Refused)> Of(string id, IGames games, CancellationToken stop)
    {
        if (Wrong(id) is { } wrong) return (null, wrong);
        var found = Guid.TryParseExact(id, "D", out var uuid) ? await games.Find(new GameId(uuid), stop) : await games.Find(id, stop);
        return found is null ? (null, Unknown(id)) : (found, null);
    }

    /// <summary>Null where it can be the name of a game.</summary>
    public static Refusal? Wrong(string id) => Guid.TryParseExact(id, "D", out _) || IsRetrosheet(id)
        ? null
        : new(RefusalCode.BadFrame, "id", "game-id", "A game is named by its UUID or by its Retrosheet id, as CLE201804060.");

    /// <summary>Club, date, number. It becomes a file's name, so letters and digits only.</summary>
    public static bool IsRetrosheet(string id) =>
        id.Length == 12 && id.All(char.IsAsciiLetterOrDigit) && id.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0;

    public static Refusal BeyondTheEnd(string field, int given, int head) =>
        Refusal.Illegal(field, "beyond-the-end", $"{field} is {given}, but the game's last event is {head}.");

    public static Refusal Unknown(string id) => new(RefusalCode.NotFound, "id", "unknown-game", $"There is no game {id}.");
}
