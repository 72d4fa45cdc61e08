using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>The games of a shard that is handed over to another node: first they finish, then the shard goes.</summary>
public interface IShardGames
{
    /// <summary>
    /// From now on nothing new is begun for games of that shard; what came before is finished. Done when nothing of it is at the journal
    /// and none of its games is in memory. What comes meanwhile is held, or refused as <see cref="RefusalCode.Unavailable"/>; nothing
    /// is forgotten in silence.
    /// </summary>
    Task Close(Shard shard);

    /// <summary>
    /// The hand-over is over, whether it came about or not: what was held goes to whoever owns the shard now. Nothing happens where it
    /// was not closed.
    /// </summary>
    void Open(Shard shard);
}
