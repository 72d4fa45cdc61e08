using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>The games that were put aside: readable, not writable. Kept by the store, so that they are found after a restart.</summary>
public interface IQuarantine
{
    /// <summary>Writes it down; a game that is there already keeps its first moment and takes the new reason.</summary>
    /// <returns>False where it could not be written.</returns>
    ValueTask<bool> PutAside(AsideGame game);

    /// <summary>Takes it off the list. False where it was not on it, or the store did not take it.</summary>
    ValueTask<bool> TakeBack(GameId game);

    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default);
}

/// <summary>A game in quarantine.</summary>
/// <param name="Seq">The last event up to which it can be read.</param>
/// <param name="By">Who put it aside: an operator's name, or null where the engine did because its journal cannot be read.</param>
/// <param name="Since">Unix milliseconds UTC.</param>
public sealed record AsideGame(GameId Game, int Seq, string Why, string? By, long Since);
