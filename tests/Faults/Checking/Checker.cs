namespace AkkaGame.Faults.Checking;

/// <param name="Promise">P1 to P14.</param>
public sealed record Violation(string Promise, string What)
{
    public override string ToString() => $"{Promise}: {What}";
}

/// <summary>
/// Holds what clients heard against what the journal has, and says which promise was broken. It knows nothing of how the server works:
/// only operations, rows, and what a fold of the rows gives.
/// </summary>
public static class Checker
{
    /// <param name="hashAt">
    /// The hash of the fold of a game's first events up to that seq; null where that is not the end of a group.
    /// </param>
    public static IReadOnlyList<Violation> Check(
        IReadOnlyList<Operation> history, IReadOnlyList<Row> journal, Func<Guid, int, string?>? hashAt = null)
    {
        var groups = Groups(journal);
        return
        [
            .. Gapless(journal),
            .. Durable(history, groups),
            .. AtMostOnce(groups),
            .. SameAnswer(history),
            .. RefusedHasNoEffect(history, groups),
            .. Fold(history, hashAt),
            .. InOrder(history),
            .. Answered(history),
            .. Healed(history),
        ];
    }

    private sealed record Group(Guid Game, Guid Command, int First, int Last);

    /// <summary>Runs of rows of one command, in the order of the journal.</summary>
    private static ILookup<Guid, Group> Groups(IReadOnlyList<Row> journal)
    {
        var groups = new List<Group>();
        foreach (var row in journal.OrderBy(static r => r.Game).ThenBy(static r => r.Seq))
        {
            if (groups is [.., var open] && open.Game == row.Game && open.Command == row.Command && open.Last == row.Seq - 1)
                groups[^1] = open with { Last = row.Seq };
            else groups.Add(new(row.Game, row.Command, row.Seq, row.Seq));
        }

        return groups.ToLookup(static g => g.Command);
    }

    private static IEnumerable<Violation> Gapless(IReadOnlyList<Row> journal)
    {
        foreach (var game in journal.GroupBy(static r => r.Game))
        {
            var (expected, epoch, openTo) = (1, long.MinValue, 0);
            foreach (var row in game.OrderBy(static r => r.Seq))
            {
                if (row.Seq != expected) yield return new("P5", $"game {game.Key}: seq {row.Seq} stands where {expected} belongs");
                if (row.Epoch < epoch)
                    yield return new("P5", $"game {game.Key}: the epoch goes back from {epoch} to {row.Epoch} at {row.Seq}");
                if (row.Last < row.Seq || (openTo >= row.Seq && row.Last != openTo))
                    yield return new(
                        "P5", $"game {game.Key}: seq {row.Seq} says its group ends at {row.Last}, the one before it said {openTo}");
                (expected, epoch, openTo) = (row.Seq + 1, Math.Max(epoch, row.Epoch), row.Last);
            }

            if (openTo >= expected) yield return new("P5", $"game {game.Key}: the group that ends at {openTo} is not whole");
        }
    }

    private static IEnumerable<Violation> Durable(IReadOnlyList<Operation> history, ILookup<Guid, Group> groups)
    {
        foreach (var ok in Commands(history).Where(static o => o.Heard == Heard.Ok))
        {
            var stored = groups[ok.Command!.Value].ToList();
            if (stored.Count != 1 || stored[0].Last != ok.Seq || stored[0].Game != ok.Game)
                yield return new(
                    "P1", $"command {ok.Command} of game {ok.Game} was acknowledged at seq {ok.Seq}, the journal has it "
                        + (stored.Count == 0 ? "nowhere" : $"at {string.Join(", ", stored.Select(static g => g.Last))}"));
        }
    }

    private static IEnumerable<Violation> AtMostOnce(ILookup<Guid, Group> groups) =>
        groups.Where(static g => g.Count() > 1)
            .Select(static g => new Violation("P2", $"command {g.Key} had its effect {g.Count()} times"));

    private static IEnumerable<Violation> SameAnswer(IReadOnlyList<Operation> history)
    {
        foreach (var command in Commands(history).GroupBy(static o => o.Command!.Value))
        {
            var answers = command.Where(static o => o.Heard == Heard.Ok).Select(static o => o.Seq).Distinct().ToList();
            if (answers.Count > 1) yield return new("P3", $"command {command.Key} was acknowledged at {string.Join(" and ", answers)}");
            var firstOk = command.Where(static o => o.Heard == Heard.Ok).Min(static o => o.Done);
            if (command.FirstOrDefault(o => o.Heard == Heard.Refused && o.Code != "ID_REUSED" && o.Invoked > firstOk) is { } no)
                yield return new("P3", $"command {command.Key} was acknowledged and then refused as {no.Code}");
        }
    }

    private static IEnumerable<Violation> RefusedHasNoEffect(IReadOnlyList<Operation> history, ILookup<Guid, Group> groups) =>
        Commands(history).GroupBy(static o => o.Command!.Value)
            .Where(static command => command.MaxBy(static o => o.Invoked) is { Heard: Heard.Refused, Code: not "ID_REUSED" })
            .Where(command => groups[command.Key].Any())
            .Select(static command => new Violation("P4", $"command {command.Key} was refused, and yet the journal has it"));

    private static IEnumerable<Violation> Fold(IReadOnlyList<Operation> history, Func<Guid, int, string?>? hashAt)
    {
        if (hashAt is null) yield break;
        foreach (var read in history.Where(static o => o is { Asked: Asked.Read, Heard: Heard.Ok, Hash: not null }))
            if (hashAt(read.Game, read.Seq!.Value) is var hash && hash != read.Hash)
                yield return new(
                    "P6", $"game {read.Game} at seq {read.Seq} was shown as {read.Hash}, its events give {hash ?? "no state"}");
    }

    /// <summary>
    /// Whoever begins after something was known to be done sees at least that; of two commands the later one stands later. A command has
    /// begun with its first sending: whoever sends it again at the same socket may be given the answer that the first one was owed.
    /// </summary>
    private static IEnumerable<Violation> InOrder(IReadOnlyList<Operation> history)
    {
        var sent = Commands(history).GroupBy(static o => o.Command!.Value)
            .ToDictionary(static command => command.Key, static command => command.Min(static o => o.Invoked));
        foreach (var game in history.Where(static o => o is { Heard: Heard.Ok, Seq: not null }).GroupBy(static o => o.Game))
        {
            var known = 0;
            var finished = new Queue<Operation>(game.OrderBy(static o => o.Done));
            foreach (var (next, begun) in game.Select(o => (o, Begun(o))).OrderBy(static one => one.Item2))
            {
                while (finished.TryPeek(out var before) && before.Done < begun)
                    known = Math.Max(known, finished.Dequeue().Seq!.Value);
                var isNew = next.Asked != Asked.Read && !next.Duplicate;
                if (next.Duplicate ? false : isNew ? next.Seq <= known : next.Seq < known)
                    yield return new(
                        "P7", $"game {game.Key}: {(isNew ? $"command {next.Command} took seq" : "a reader was shown seq")} {next.Seq} "
                            + $"after {known} was known to be written");
            }
        }

        long Begun(Operation one) => one.Command is { } command ? sent[command] : one.Invoked;
    }

    private static IEnumerable<Violation> Answered(IReadOnlyList<Operation> history)
    {
        var unanswered = history.Count(static o => o.Done is null || o.Heard == Heard.Nothing);
        if (unanswered > 0) yield return new("P12", $"{unanswered} of {history.Count} operations were never answered");
    }

    private static IEnumerable<Violation> Healed(IReadOnlyList<Operation> history) =>
        history.Where(static o => o.Asked == Asked.Probe).GroupBy(static o => o.Game)
            .Where(static probes => probes.MaxBy(static o => o.Invoked)!.Heard != Heard.Ok)
            .Select(static probes => new Violation(
                "P14", $"game {probes.Key} does not answer after the fault was healed: {probes.MaxBy(static o => o.Invoked)!.Code}"));

    private static IEnumerable<Operation> Commands(IReadOnlyList<Operation> history) => history.Where(static o => o.Command is not null);
}
