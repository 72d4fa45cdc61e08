using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// What the cells of the leagues' cards have said, over all their games. The journal is the truth of it: all of it can be built again from
/// there (<see cref="LeagueCards.Learned"/>).
/// </summary>
public interface ICells
{
    /// <summary>
    /// Writes them down; of two of one place that stays which stands (<see cref="LeagueCards.Standing"/>), however often it comes.
    /// </summary>
    /// <returns>False where they could not be written.</returns>
    ValueTask<bool> Keep(IReadOnlyList<CellMemory> said);

    /// <summary>What is remembered of those places (<see cref="LeagueCards.IsSamePlace"/>).</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default);
}
