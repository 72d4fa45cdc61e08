using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Makes the leagues' memory of their cards good from the journal: what a game writes down as it is read may be lost with the process, and
/// a rebuild begins with nothing. Writing down twice changes nothing.
/// </summary>
internal sealed class CardReader(ICells cells, IJournal journal)
{
    /// <param name="groups">Those of the game that have not been looked at.</param>
    /// <exception cref="JournalUnavailableException">A store did not answer.</exception>
    public async ValueTask Read(GameId game, IReadOnlyList<EventGroup> groups, CancellationToken stop)
    {
        var first = groups.FirstOrDefault(static group => group.Events.Any(IsRead))?.First ?? 0;
        if (first == 0) return;
        // Who stood where, and what was decided, is known only to a game that is folded from its beginning.
        var said = Learned(game, first, (await journal.Read(game, 0, stop: stop)).Groups);
        if (!await cells.Keep(said)) throw new JournalUnavailableException("What cards have said is not taken now.");
    }

    private static List<CellMemory> Learned(GameId game, int from, IReadOnlyList<EventGroup> history)
    {
        var said = new List<CellMemory>();
        var state = GameState.New(game);
        try
        {
            foreach (var group in history)
            {
                if (group.First >= from) said.AddRange(LeagueCards.Learned(state.Game, group));
                state = GameRules.Evolve(state, group);
            }
        }
        catch (Exception) // Whatever the rules choke on: the game is marked by its rows, and what it said before is said.
        {
        }

        return said;
    }

    /// <summary>A play that came of decisions and of no chart.</summary>
    private static bool IsRead(GameEvent happened) => happened is PlayMade { Decision: not null, Chart.Count: 0 };
}
