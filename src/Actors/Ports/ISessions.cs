using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Who is connected to which game, for operators: a record a connection, no part of any game's journal. What is written is seconds old, and
/// the last of it may be lost with the process.
/// </summary>
public interface ISessions
{
    /// <summary>
    /// Writes records, new or seen again: of a connection's records the numbers only grow, and what is closed stays so. False where the
    /// store takes nothing now.
    /// </summary>
    ValueTask<bool> Keep(IReadOnlyCollection<SessionRecord> records);

    /// <summary>The connections of a game, the last seen first; of all games where none is named.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<SessionRecord>> Find(GameId? game, int limit, CancellationToken stop = default);

    /// <summary>Forgets those closed, or not seen, since <paramref name="before"/> (Unix milliseconds UTC); how many they were.</summary>
    ValueTask<int> Forget(long before, CancellationToken stop = default);
}

/// <summary>One connection.</summary>
/// <param name="Connection">Its own id, made by the server.</param>
/// <param name="Session">The client's id of its device or tab.</param>
/// <param name="Who">Empty for a spectator who did not say.</param>
/// <param name="From">The network address it came from.</param>
/// <param name="Connected">Unix milliseconds UTC, as are <paramref name="Seen"/> and <paramref name="Closed"/> (null while open).</param>
/// <param name="Acked">The last seq that the client said it took in; 0 for none.</param>
/// <param name="Sent">The last seq that was sent to it.</param>
/// <param name="Code">The WebSocket close code; null while open.</param>
public sealed record SessionRecord(
    Guid Connection, Guid Session, GameId Game, string Who, Role Role, Side? Side, string From, string? Client,
    long Connected, long Seen, int Acked, int Sent, long? Closed = null, int? Code = null)
{
    /// <summary>What stands after both were written, in whatever order: nothing is seen, sent or closed backwards.</summary>
    public SessionRecord After(SessionRecord before) => this with
    {
        Seen = Math.Max(Seen, before.Seen),
        Acked = Math.Max(Acked, before.Acked),
        Sent = Math.Max(Sent, before.Sent),
        Closed = Closed ?? before.Closed,
        Code = Code ?? before.Code,
    };
}
