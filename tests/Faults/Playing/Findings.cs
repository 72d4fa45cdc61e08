using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>Holds what the clients of a scenario heard against the journal, and keeps the history where a promise was broken.</summary>
public static class Findings
{
    /// <param name="journal">The store as it stands when all is over.</param>
    /// <param name="epochs">The epoch of each row; null where the store has none.</param>
    public static Task AssertKept(
        Load load, IReadOnlyList<GameId> games, IJournal journal, Func<GameId, int, long>? epochs = null) =>
        AssertKept(load.History, games, journal, epochs);

    /// <inheritdoc cref="AssertKept(Load, IReadOnlyList{GameId}, IJournal, Func{GameId, int, long}?)"/>
    public static async Task AssertKept(
        IReadOnlyList<Operation> history, IReadOnlyList<GameId> games, IJournal journal, Func<GameId, int, long>? epochs = null)
    {
        var rows = new List<Row>();
        var hashes = new Dictionary<(Guid Game, int Seq), string>();
        foreach (var game in games)
        {
            var read = await journal.Read(game, 0);
            Assert.Null(read.Unreadable);
            var state = GameState.New(game);
            foreach (var group in read.Groups)
            {
                for (var seq = group.First; seq <= group.Last; seq++)
                    rows.Add(new(game.Value, seq, group.Last, epochs?.Invoke(game, seq) ?? 0, group.Command.Value));
                state = GameRules.Evolve(state, group);
                hashes[(game.Value, group.Last)] = Convert.ToHexStringLower(StateHash.Of(state));
            }
        }

        var violations = Checker.Check(history, rows, (game, seq) => hashes.GetValueOrDefault((game, seq)));
        if (violations.Count == 0) return;
        var file = Path.Combine(Path.GetTempPath(), $"akkagame-history-{Guid.NewGuid():N}.jsonl");
        HistoryFile.Write(file, history, rows);
        Assert.Fail($"{violations.Count} broken promises, the history is in {file}:\n{string.Join('\n', violations.Take(20))}");
    }
}
