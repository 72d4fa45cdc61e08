using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>States kept to shorten a replay. A cache: losing one loses nothing, so whoever reads one checks it.</summary>
public interface ISnapshots
{
    /// <summary>Keeps it; an implementation may drop all but the newest few of a game.</summary>
    /// <returns>False where it could not be kept.</returns>
    ValueTask<bool> Save(Snapshot snapshot);

    /// <summary>The newest snapshot of a game at a seq below <paramref name="below"/>, or null. Its content is not checked.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default);
}

/// <param name="Seq">The last event in it; always the end of a group.</param>
/// <param name="Schema">How the body is encoded.</param>
/// <param name="Sha256">Over the body, 32 bytes.</param>
public sealed record Snapshot(GameId Game, int Seq, short Schema, byte[] Sha256, byte[] Body);
