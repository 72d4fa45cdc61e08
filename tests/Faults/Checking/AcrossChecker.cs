namespace AkkaGame.Faults.Checking;

/// <summary>
/// Holds what was heard over requests against what was heard over sockets, whichever node it was: who asks after something was known to be
/// written is shown no less, here or there (P7), and nobody is welcomed below what he was shown before, wherever he comes back (P8).
/// </summary>
public static class AcrossChecker
{
    public static IReadOnlyList<Violation> Check(IReadOnlyList<Operation> history, IReadOnlyList<SocketLine> lines) =>
    [
        .. Shown(history, lines), .. Welcomed(history, lines), .. ComesBack(lines),
    ];

    private static IEnumerable<Violation> Shown(IReadOnlyList<Operation> history, IReadOnlyList<SocketLine> lines)
    {
        var written = lines.Where(static line => line is { Frame: "res", Ok: true }).ToLookup(static line => line.Game);
        foreach (var game in history.Where(static one => one is { Asked: Asked.Read, Heard: Heard.Ok }).GroupBy(static one => one.Game))
        {
            var known = new Rising(written[game.Key].Select(static line => (line.At, line.To!.Value)));
            foreach (var read in game.OrderBy(static one => one.Invoked))
                if (known.Before(read.Invoked) is var least && read.Seq < least)
                    yield return new("P7", $"game {game.Key}: a reader was shown {read.Seq} after somebody was told {least} on his socket");
        }
    }

    private static IEnumerable<Violation> Welcomed(IReadOnlyList<Operation> history, IReadOnlyList<SocketLine> lines)
    {
        var done = history.Where(static one => one is { Heard: Heard.Ok, Seq: not null, Done: not null }).ToLookup(static one => one.Game);
        foreach (var game in lines.GroupBy(static line => line.Game))
        {
            var known = new Rising(done[game.Key].Select(static one => (one.Done!.Value, one.Seq!.Value)));
            foreach (var (hello, welcome) in Welcomes(game).OrderBy(static pair => pair.Hello.At))
                if (known.Before(hello.At) is var least && welcome.Seq < least)
                    yield return new("P7", $"game {game.Key}: {hello.Client} was welcomed at {welcome.Seq} after {least} was answered");
        }
    }

    private static IEnumerable<Violation> ComesBack(IReadOnlyList<SocketLine> lines)
    {
        foreach (var client in lines.GroupBy(static line => (line.Game, line.Client)))
        {
            var known = new Rising(
                from line in client
                where line.Frame is "ev" or "snap" || line is { Frame: "res", Ok: true }
                select (line.At, line.Frame == "res" ? line.To!.Value : line.Seq!.Value));
            foreach (var (hello, welcome) in Welcomes(client).OrderBy(static pair => pair.Hello.At))
                if (known.Before(hello.At) is var least && welcome.Seq < least)
                    yield return new(
                        "P8", $"game {client.Key.Game}: {client.Key.Client} was welcomed at {welcome.Seq} after he had heard {least}");
        }
    }

    private static IEnumerable<(SocketLine Hello, SocketLine Welcome)> Welcomes(IEnumerable<SocketLine> lines) =>
        from socket in lines.GroupBy(static line => line.Socket)
        let hello = socket.FirstOrDefault(static line => line.Frame == "hello")
        let welcome = socket.FirstOrDefault(static line => line.Frame == "welcome")
        where hello is not null && welcome is not null
        select (hello, welcome);

    /// <summary>The highest number known before a moment; asked for moments in their order.</summary>
    private sealed class Rising(IEnumerable<(long At, int Seq)> told)
    {
        private readonly Queue<(long At, int Seq)> told = new(told.OrderBy(static one => one.At));
        private int highest;

        public int Before(long moment)
        {
            while (told.TryPeek(out var next) && next.At < moment) highest = Math.Max(highest, told.Dequeue().Seq);
            return highest;
        }
    }
}
