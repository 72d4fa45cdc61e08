using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>
/// Who may come into a game, and as what. What somebody then may do there the game itself decides: a manager's name in a seat is his
/// token's <c>sub</c>.
/// </summary>
internal sealed class Entrance(IEngine engine, IJournal journal, ISnapshots snapshots, IOwnership ownership)
{
    private static readonly Refusal closedDoors = new(
        RefusalCode.Unauthenticated, null, "closed-doors", "This game is played behind closed doors: whoever watches it says who he is.");

    /// <summary>Why he does not come in; null where he may.</summary>
    /// <param name="role">As what: his own role, or as a spectator.</param>
    /// <param name="side">A manager's side.</param>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<Refusal?> Refuses(Asker who, GameListing listing, Role role, Side? side, CancellationToken stop)
    {
        var summary = Summary(listing);
        if (who.Badge?.NotFor(listing.Game, summary?.League) is { } elsewhere) return elsewhere;
        if (role == Role.Spectator)
        {
            if (side is not null) return Bad("side", "managers-only", "A manager has a side, nobody else.");
            return who.Who.Length == 0 && summary?.ClosedDoors == true ? closedDoors : null;
        }

        if (role is not (Role.Manager or Role.Scorer or Role.Commissioner)) return No("role", "Nobody comes into a game in this role.");
        if (who.Role != role) return No("other-role", $"You are no {WireWords.Of(role)}: you may come in as {WireWords.Of(who.Role)}.");
        if (role != Role.Manager) return side is null ? null : Bad("side", "managers-only", "A manager has a side, nobody else.");
        if (side is not { } wanted) return Bad("side", "required", "A manager says which side: home or away.");
        if (who.Side is { } own && own != wanted) return No("other-side", $"You manage the {WireWords.Of(own)} side.");
        if (summary?.Mode == GameMode.Scored) return No("scorers-only", "This game is written down by a scorer; nobody manages in it.");
        var state = await State(listing.Game, stop);
        var seat = state?.Ledger.Live?.Of(wanted);
        return seat is not { IsTaken: true } || seat.Manager == who.Who || seat.Absent == who.Who
            ? null
            : No("seat-taken", $"Somebody else manages the {WireWords.Of(wanted)} side.");
    }

    /// <summary>As it stands here, or where another node has it as the journal tells; null where it cannot be read.</summary>
    private async ValueTask<GameState?> State(GameId game, CancellationToken stop)
    {
        if (ownership.EpochOf(Shard.Of(game)) is not null && (await engine.Look(game, stop)).State is { } here) return here;
        return (await Recovery.Of(game, journal, snapshots, stop: stop)).Game.State;
    }

    private static GameSummary? Summary(GameListing listing)
    {
        try
        {
            return listing.Summary.IsEmpty ? null : GameSummary.FromJson(listing.Summary.Span);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static Refusal No(string rule, string why) => new(RefusalCode.Forbidden, null, rule, why);

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}
