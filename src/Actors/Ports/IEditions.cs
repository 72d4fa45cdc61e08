using AkkaGame.Baseball;

namespace AkkaGame.Actors;

/// <summary>
/// The editions of cards that this process has at hand. A game by one that it has not can be read, and nothing is decided in it.
/// </summary>
public interface IEditions
{
    /// <summary>Null where it is not here.</summary>
    /// <param name="id">As <see cref="PinnedCards.Id"/> has it.</param>
    Edition? Find(string id);
}
