using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;

namespace AkkaGame.Faults.Playing;

/// <summary>Holds everything that was heard of several nodes against the journal, by each of the checkers.</summary>
public static class NodeFindings
{
    public static async Task AssertKept(NodeLeague league)
    {
        Assert.Empty(league.Log.Strange);
        var violations = await Of(league);
        if (violations.Count == 0) return;
        var file = Path.Combine(Path.GetTempPath(), $"akkagame-history-{Guid.NewGuid():N}");
        HistoryFile.Write($"{file}.jsonl", league.History, await Reigns.Journal(league.Database), await Reigns.Read(league.Database));
        SocketFile.Write($"{file}.sockets.jsonl", league.Log.Lines);
        Assert.Fail($"{violations.Count} broken promises, the history is in {file}.*:\n{string.Join('\n', violations.Take(20))}");
    }

    public static async Task<IReadOnlyList<Violation>> Of(NodeLeague league)
    {
        var (history, lines) = (league.History, league.Log.Lines);
        var (rows, reigns) = (await Reigns.Journal(league.Database), await Reigns.Read(league.Database));
        var (states, views) = await Hashes(history, lines, league.Database);
        return
        [
            .. Checker.Check(history, rows, (game, seq) => states.GetValueOrDefault((game, seq))),
            // Without leases nobody reigns.
            .. league.IsOnAkka ? [] : ReignChecker.Check(rows, reigns),
            .. SocketChecker.Check(lines, rows, (game, seq) => views.GetValueOrDefault((game, seq))),
            .. AcrossChecker.Check(history, lines),
        ];
    }

    /// <summary>Of the states and of the owner's views that were shown, by game and number; the others tell nothing.</summary>
    private static async Task<(Dictionary<(Guid, int), string> States, Dictionary<(Guid, int), string> Views)> Hashes(
        IReadOnlyList<Operation> history, IReadOnlyList<SocketLine> lines, PostgresDatabase database)
    {
        var (states, views) = (new Dictionary<(Guid, int), string>(), new Dictionary<(Guid, int), string>());
        var read = history.Where(static one => one.Hash is not null).Select(static one => (one.Game, one.Seq!.Value)).ToHashSet();
        var heard = lines.Where(static line => line.Hash is not null)
            .Select(static line => (line.Game, line.Frame == "res" ? line.To!.Value : line.Seq!.Value)).ToHashSet();
        await using var journal = await PostgresJournal.Open(new(database.App));
        foreach (var game in read.Concat(heard).Select(static one => new GameId(one.Item1)).Distinct())
        {
            var stored = await journal.Read(game, 0);
            Assert.Null(stored.Unreadable);
            var state = GameState.New(game);
            foreach (var group in stored.Groups)
            {
                state = GameRules.Evolve(state, group);
                var at = (game.Value, group.Last);
                if (read.Contains(at)) states[at] = Convert.ToHexStringLower(StateHash.Of(state));
                if (heard.Contains(at) && Views.Of(state, Role.Spectator) is { } view) views[at] = ViewText.Hash(ViewText.Of(view));
            }
        }

        return (states, views);
    }
}
