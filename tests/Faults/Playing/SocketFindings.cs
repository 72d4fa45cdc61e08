using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>Holds what went over sockets against the journal, and keeps it where a promise was broken.</summary>
public static class SocketFindings
{
    /// <param name="journal">The store as it stands when all is over.</param>
    public static async Task AssertKept(SocketLog log, IJournal journal)
    {
        Assert.Empty(log.Strange);
        var lines = log.Lines;
        Assert.NotEmpty(lines);
        var rows = new List<Row>();
        var hashes = new Dictionary<(Guid Game, int Seq), string>();
        foreach (var game in lines.Select(static line => new GameId(line.Game)).Distinct())
        {
            var read = await journal.Read(game, 0);
            Assert.Null(read.Unreadable);
            var state = GameState.New(game);
            foreach (var group in read.Groups)
            {
                for (var seq = group.First; seq <= group.Last; seq++) rows.Add(new(game.Value, seq, group.Last, 0, group.Command.Value));
                state = GameRules.Evolve(state, group);
                if (Views.Of(state, Role.Spectator) is { } view) hashes[(game.Value, group.Last)] = ViewText.Hash(ViewText.Of(view));
            }
        }

        var violations = SocketChecker.Check(lines, rows, (game, seq) => hashes.GetValueOrDefault((game, seq)));
        if (violations.Count == 0) return;
        var file = Path.Combine(Path.GetTempPath(), $"akkagame-sockets-{Guid.NewGuid():N}.jsonl");
        SocketFile.Write(file, lines);
        Assert.Fail($"{violations.Count} broken promises, what was heard is in {file}:\n{string.Join('\n', violations.Take(20))}");
    }
}
