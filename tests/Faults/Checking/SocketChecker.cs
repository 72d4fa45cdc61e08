namespace AkkaGame.Faults.Checking;

/// <summary>
/// Holds what went over sockets against the journal: numbers, groups, answers after their events, hashes, and that nobody is shown less
/// than was known to be written. M2 is the second "must" of the client protocol: nothing before its commit, no answer before its events.
/// </summary>
public static class SocketChecker
{
    /// <param name="hashAt">
    /// The hash of the owner's view after a game's first events up to that seq; null where that is not the end of a group.
    /// </param>
    public static IReadOnlyList<Violation> Check(
        IReadOnlyList<SocketLine> lines, IReadOnlyList<Row> journal, Func<Guid, int, string?> hashAt)
    {
        var stored = new Stored(journal);
        return
        [
            .. lines.GroupBy(static line => line.Socket).SelectMany(socket => new OneSocket(stored, hashAt).Check(socket)),
            .. SameAnswers(lines),
            .. NothingOlder(lines),
            .. Converged(lines, stored, hashAt),
        ];
    }

    /// <summary>However often and on whatever socket a command is answered: one range, and new only once.</summary>
    private static IEnumerable<Violation> SameAnswers(IReadOnlyList<SocketLine> lines)
    {
        foreach (var command in lines.Where(static line => line is { Frame: "res", Ok: true }).GroupBy(static line => line.Command))
        {
            var ranges = command.Select(static line => $"{line.Seq}-{line.To}").Distinct().ToList();
            if (ranges.Count > 1) yield return new("P3", $"command {command.Key} was acknowledged as {string.Join(" and ", ranges)}");
            var anew = command.Count(static line => !line.Duplicate);
            if (anew > 1) yield return new("P3", $"command {command.Key} was acknowledged {anew} times as if it were new");
        }
    }

    /// <summary>Who says hello after something was known to be written is welcomed at it, or later.</summary>
    private static IEnumerable<Violation> NothingOlder(IReadOnlyList<SocketLine> lines)
    {
        foreach (var game in lines.GroupBy(static line => line.Game))
        {
            var answers = game.Where(static line => line is { Frame: "res", Ok: true }).OrderBy(static line => line.At).ToList();
            foreach (var socket in game.GroupBy(static line => line.Socket))
            {
                var hello = socket.FirstOrDefault(static line => line.Frame == "hello");
                if (hello is null || socket.FirstOrDefault(static line => line.Frame == "welcome") is not { } welcome) continue;
                var newest = answers.TakeWhile(answer => answer.At < hello.At).MaxBy(static answer => answer.To);
                if (newest is null || welcome.Seq >= newest.To) continue;
                var (promise, who) = newest.Client == hello.Client ? ("P8", "he") : ("P7", newest.Client);
                yield return new(
                    promise, $"game {game.Key}: {hello.Client} was welcomed at {welcome.Seq} after {who} had written {newest.To}");
            }
        }
    }

    private static IEnumerable<Violation> Converged(
        IReadOnlyList<SocketLine> lines, Stored stored, Func<Guid, int, string?> hashAt)
    {
        foreach (var end in lines.Where(static line => line.Frame == SocketLine.End))
        {
            var head = stored.Head(end.Game);
            if (end.Seq != head) yield return new("P10", $"game {end.Game}: {end.Client} stayed at {end.Seq}, the game is at {head}");
            else if (end.Hash is { } hash && hash != hashAt(end.Game, head))
                yield return new("P10", $"game {end.Game}: {end.Client} holds {hash} at {head}, the owner {hashAt(end.Game, head)}");
        }
    }

    /// <summary>The journal by game and seq, and by command.</summary>
    private sealed class Stored(IReadOnlyList<Row> journal)
    {
        private readonly Dictionary<(Guid, int), Row> rows = journal.DistinctBy(static row => (row.Game, row.Seq))
            .ToDictionary(static row => (row.Game, row.Seq));

        private readonly ILookup<(Guid, Guid), Row> commands = journal.ToLookup(static row => (row.Game, row.Command));

        private readonly Dictionary<Guid, int> heads = journal.GroupBy(static row => row.Game)
            .ToDictionary(static game => game.Key, static game => game.Max(static row => row.Seq));

        public int Head(Guid game) => heads.GetValueOrDefault(game);

        /// <summary>Where the group of that event ends; 0 where there is no such event.</summary>
        public int GroupEnd(Guid game, int seq) => rows.GetValueOrDefault((game, seq))?.Last ?? 0;

        public (int First, int Last) Range(Guid game, Guid command) =>
            commands[(game, command)] is var of && of.Any() ? (of.Min(static row => row.Seq), of.Max(static row => row.Seq)) : default;
    }

    /// <summary>One socket from its hello to its end.</summary>
    private sealed class OneSocket(Stored stored, Func<Guid, int, string?> hashAt)
    {
        private readonly List<Violation> found = [];
        private int at, groupEnd, gapTo, pong;
        private bool isWelcome, awaitsSnap;

        public List<Violation> Check(IEnumerable<SocketLine> lines)
        {
            foreach (var line in lines) Take(line);
            return found;
        }

        private void Take(SocketLine line)
        {
            if (!isWelcome && line.Frame is "ev" or "snap" or "gap" or "res" && !isWelcome) Say("P9", line, "came before the welcome");
            switch (line.Frame)
            {
                case "hello": at = line.Seq ?? 0; break;
                case "welcome": Welcome(line); break;
                case "ev": Event(line); break;
                case "snap": Snap(line); break;
                case "gap": Gap(line); break;
                case "res" when line.Ok: Result(line); break;
                case "pong":
                    if (line.Seq < pong) Say("P9", line, $"tells a head below {pong}");
                    pong = line.Seq!.Value;
                    break;
            }
        }

        private void Welcome(SocketLine line)
        {
            if (isWelcome) Say("P9", line, "came twice");
            (isWelcome, awaitsSnap) = (true, line.Mode == "snap");
            if (line.Mode == "current" && line.Seq != at) Say("P9", line, $"says that {at} is current");
        }

        private void Event(SocketLine line)
        {
            var seq = line.Seq!.Value;
            if (awaitsSnap) Say("P9", line, "came where a snapshot was due");
            else if (seq != at + 1) Say("P9", line, $"came after {at}");
            if (groupEnd != 0 && line.To != groupEnd)
                Say("P9", line, $"says that its group ends at {line.To}, the one before it {groupEnd}");
            else if (stored.GroupEnd(line.Game, seq) is var end && end == 0) Say("M2", line, "is not in the journal");
            else if (end != line.To) Say("P5", line, $"says that its group ends at {line.To}, in the journal that is {end}");
            (at, groupEnd) = (seq, seq == line.To ? 0 : line.To!.Value);
            if (groupEnd == 0) Hash(line, seq);
        }

        private void Snap(SocketLine line)
        {
            var seq = line.Seq!.Value;
            if (groupEnd != 0) Say("P9", line, $"came inside the group that ends at {groupEnd}");
            if (seq < Math.Max(at, gapTo)) Say("P9", line, $"goes back from {Math.Max(at, gapTo)}");
            if (seq > 0 && stored.GroupEnd(line.Game, seq) != seq) Say("M2", line, "is no end of a group of the journal");
            else Hash(line, seq);
            (at, groupEnd, awaitsSnap) = (seq, 0, false);
        }

        private void Gap(SocketLine line)
        {
            if (groupEnd != 0) Say("P9", line, $"came inside the group that ends at {groupEnd}");
            if (line.Seq != at + 1 || line.To < line.Seq) Say("P9", line, $"of {line.Seq} to {line.To} came after {at}");
            (awaitsSnap, gapTo) = (true, line.To!.Value);
        }

        private void Result(SocketLine line)
        {
            if (line.To > at || groupEnd != 0) Say("M2", line, $"of {line.To} came after {at}");
            var (first, last) = stored.Range(line.Game, line.Command!.Value);
            if ((first, last) != (line.Seq, line.To))
                Say("P1", line, $"acknowledges {line.Seq} to {line.To}, the journal has {(first == 0 ? "nothing" : $"{first} to {last}")}");
            else if (line.To is { } to) Hash(line, to);
        }

        private void Hash(SocketLine line, int seq)
        {
            if (line.Hash is { } hash && hashAt(line.Game, seq) is var owners && hash != owners)
                Say("P6", line, $"shows {hash} at {seq}, the owner's view has {owners ?? "no end of a group there"}");
        }

        private void Say(string promise, SocketLine line, string what) => found.Add(new(
            promise, $"game {line.Game}, {line.Client} on socket {line.Socket}: {line.Frame} {line.Seq} {what}"));
    }
}
