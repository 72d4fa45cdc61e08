using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>Who hears what happened, once it is durable.</summary>
public interface IAudience
{
    /// <summary>
    /// Called at most once a group, in the order of a game's seqs, on the game's own turn: must not block. A group that was stored
    /// but whose answer was lost is not told: where <c>group.First</c> jumps, the listener has to reload the game.
    /// </summary>
    /// <param name="state">The game after the group.</param>
    void Publish(GameState state, EventGroup group);

    /// <summary>
    /// The game left memory in doubt: it failed, or went to another owner, so that something may be stored that was not told, or will be
    /// told elsewhere. Whoever follows it reads the journal. Must not block.
    /// </summary>
    void Lost(GameId game);
}

/// <summary>Nobody listens.</summary>
public sealed class EmptyStands : IAudience
{
    public static readonly EmptyStands Instance = new();

    public void Publish(GameState state, EventGroup group) { }

    public void Lost(GameId game) { }
}
