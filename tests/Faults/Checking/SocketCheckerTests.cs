namespace AkkaGame.Faults.Checking;

/// <summary>Each way in which a server may break its word over a socket is seen, and nothing else is.</summary>
public class SocketCheckerTests
{
    private static readonly Guid game = new("00000000-0000-7000-8000-00000000000a");
    private static readonly Guid c1 = new("00000000-0000-7000-8000-000000000001"), c2 = new("00000000-0000-7000-8000-000000000002"),
        c3 = new("00000000-0000-7000-8000-000000000003"), ghost = new("00000000-0000-7000-8000-000000000009");

    /// <summary>Three groups: 1, 2 and 3, 4.</summary>
    private static readonly Row[] journal =
    [
        new(game, 1, 1, 1, c1), new(game, 2, 3, 1, c2), new(game, 3, 3, 1, c2), new(game, 4, 4, 1, c3),
    ];

    private static readonly SocketLine[] good =
    [
        Hello(1, "ann", 0), Welcome(1, "ann", 1, 0, "snap"), Snap(1, "ann", 2, 0), Ev(1, "ann", 3, 1, 1), Res(1, "ann", 4, c1, 1, 1),
        Hello(2, "bob", 5), Welcome(2, "bob", 6, 1, "snap"), Snap(2, "bob", 7, 1), Ev(1, "ann", 8, 2, 3, hash: false),
        Ev(1, "ann", 9, 3, 3), Res(1, "ann", 10, c2, 2, 3), Ev(2, "bob", 11, 2, 3, hash: false), Pong(2, "bob", 12, 3),
        Hello(3, "bob", 13, 1), Welcome(3, "bob", 14, 3, "evs"), Ev(3, "bob", 15, 2, 3, hash: false), Ev(3, "bob", 16, 3, 3),
        Ev(1, "ann", 17, 4, 4), Gap(3, "bob", 18, 4, 4), Snap(3, "bob", 19, 4), Pong(3, "bob", 20, 4),
        Hello(4, "cid", 21, 4), Welcome(4, "cid", 22, 4, "current"), Res(4, "cid", 23, c2, 2, 3, duplicate: true),
        Res(4, "cid", 24, c3, 4, 4), End(1, "ann", 30), End(3, "bob", 31), End(4, "cid", 32),
    ];

    [Fact]
    public void What_is_in_order_is_found_in_order() => Assert.Empty(Check(good));

    public static TheoryData<string, string> Bad => new()
    {
        { "an event is left out", "P9" },
        { "an event comes twice", "P9" },
        { "a spectator goes back", "P9" },
        { "a snapshot goes back", "P9" },
        { "a snapshot ends before its gap", "P9" },
        { "an event comes in a gap", "P9" },
        { "a gap begins elsewhere", "P9" },
        { "a snapshot inside a group", "P9" },
        { "a group changes its end", "P9" },
        { "an event before the welcome", "P9" },
        { "two welcomes", "P9" },
        { "current, and it is not", "P9" },
        { "resumed elsewhere", "P9" },
        { "the head goes back", "P9" },
        { "a group that the journal has otherwise", "P5" },
        { "an event that is nowhere", "M2" },
        { "a snapshot inside a stored group", "M2" },
        { "an answer before its events", "M2" },
        { "an answer inside its group", "M2" },
        { "acknowledged and lost", "P1" },
        { "acknowledged elsewhere", "P1" },
        { "new twice", "P3" },
        { "a wrong hash on an event", "P6" },
        { "a wrong hash on a snapshot", "P6" },
        { "a wrong hash on an answer", "P6" },
        { "he does not see what he wrote", "P8" },
        { "he does not see what another one wrote", "P7" },
        { "he never came to the end", "P10" },
        { "he came to another end", "P10" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_broken_word_is_found(string what, string promise)
    {
        SocketLine[] begun = [Hello(9, "eve", 40), Welcome(9, "eve", 41, 4, "evs")];
        SocketLine[] lines = what switch
        {
            "an event is left out" => [.. begun, Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 4, 4)],
            "an event comes twice" => [.. begun, Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 1, 1)],
            "a spectator goes back" => [.. begun, .. All(), Ev(9, "eve", 50, 1, 1)],
            "a snapshot goes back" => [.. begun, .. All(), Snap(9, "eve", 50, 3)],
            "a snapshot ends before its gap" => [.. begun, Ev(9, "eve", 42, 1, 1), Gap(9, "eve", 43, 2, 4), Snap(9, "eve", 44, 3)],
            "an event comes in a gap" => [.. begun, Ev(9, "eve", 42, 1, 1), Gap(9, "eve", 43, 2, 3), Ev(9, "eve", 44, 4, 4)],
            "a gap begins elsewhere" => [.. begun, Ev(9, "eve", 42, 1, 1), Gap(9, "eve", 43, 3, 4), Snap(9, "eve", 44, 4)],
            "a snapshot inside a group" => [.. begun, Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 2, 3, hash: false), Snap(9, "eve", 44, 3)],
            "a group changes its end" => [.. begun, Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 2, 3, hash: false), Ev(9, "eve", 44, 3, 4)],
            "an event before the welcome" => [Hello(9, "eve", 40), Ev(9, "eve", 41, 1, 1), Welcome(9, "eve", 42, 4, "evs")],
            "two welcomes" => [.. begun, Welcome(9, "eve", 42, 4, "evs")],
            "current, and it is not" => [Hello(9, "eve", 40, 3), Welcome(9, "eve", 41, 4, "current")],
            "resumed elsewhere" => [Hello(9, "eve", 40, 1), Welcome(9, "eve", 41, 4, "evs"), Ev(9, "eve", 42, 4, 4)],
            "the head goes back" => [.. begun, Pong(9, "eve", 42, 4), Pong(9, "eve", 43, 3)],
            "a group that the journal has otherwise" => [.. begun, Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 2, 2, hash: false)],
            "an event that is nowhere" => [.. begun, .. All(), Ev(9, "eve", 50, 5, 5, hash: false)],
            "a snapshot inside a stored group" => [.. begun, Snap(9, "eve", 42, 2)],
            "an answer before its events" => [.. begun, Ev(9, "eve", 42, 1, 1), Res(9, "eve", 43, c2, 2, 3, duplicate: true)],
            "an answer inside its group" =>
                [.. begun, Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 2, 3, hash: false), Res(9, "eve", 44, c1, 1, 1, duplicate: true)],
            "acknowledged and lost" => [.. begun, .. All(), Res(9, "eve", 50, ghost, 4, 4)],
            "acknowledged elsewhere" => [.. begun, .. All(), Res(9, "eve", 50, ghost, 2, 3)],
            "new twice" => [.. begun, .. All(), Res(9, "eve", 50, c2, 2, 3)],
            "a wrong hash on an event" => [.. begun, Ev(9, "eve", 42, 1, 1) with { Hash = "hash-9" }],
            "a wrong hash on a snapshot" => [.. begun, Snap(9, "eve", 42, 4) with { Hash = "hash-9" }],
            "a wrong hash on an answer" => [.. begun, .. All(), Res(9, "eve", 50, c2, 2, 3, duplicate: true) with { Hash = "hash-9" }],
            "he does not see what he wrote" => [Hello(9, "cid", 40), Welcome(9, "cid", 41, 3, "snap"), Snap(9, "cid", 42, 3)],
            "he does not see what another one wrote" => [Hello(9, "eve", 40), Welcome(9, "eve", 41, 3, "snap"), Snap(9, "eve", 42, 3)],
            "he never came to the end" => [.. begun, Ev(9, "eve", 42, 1, 1), End(9, "eve", 50) with { Seq = 1 }],
            "he came to another end" => [.. begun, .. All(), End(9, "eve", 50) with { Hash = "hash-9" }],
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        var found = Check([.. good, .. lines]);

        Assert.Contains(found, violation => violation.Promise == promise);
        Assert.DoesNotContain(found, violation => violation.Promise != promise);
    }

    [Fact]
    public void A_command_with_two_ranges_is_found() => Assert.Contains(
        Check([.. good, Hello(9, "eve", 40, 4), Welcome(9, "eve", 41, 4, "current"), Res(9, "eve", 42, c2, 2, 2, duplicate: true)]),
        static violation => violation.Promise == "P3");

    [Fact]
    public void Lines_are_read_back_as_they_were_written()
    {
        var path = Path.GetTempFileName();
        SocketFile.Write(path, good);
        var read = SocketFile.Read(path);
        File.Delete(path);
        Assert.Equal(good, read);
    }

    private static SocketLine[] All() =>
    [
        Ev(9, "eve", 42, 1, 1), Ev(9, "eve", 43, 2, 3, hash: false), Ev(9, "eve", 44, 3, 3), Ev(9, "eve", 45, 4, 4),
    ];

    private static IReadOnlyList<Violation> Check(SocketLine[] lines) =>
        SocketChecker.Check(lines, journal, static (_, seq) => $"hash-{seq}");

    private static SocketLine Hello(int socket, string who, long time, int? resume = null) => new(socket, game, who, time, "hello", resume);

    private static SocketLine Welcome(int socket, string who, long time, int head, string mode) =>
        new(socket, game, who, time, "welcome", head, Mode: mode);

    private static SocketLine Ev(int socket, string who, long time, int seq, int end, bool hash = true) =>
        new(socket, game, who, time, "ev", seq, end, hash ? $"hash-{seq}" : null);

    private static SocketLine Snap(int socket, string who, long time, int seq) =>
        new(socket, game, who, time, "snap", seq, Hash: $"hash-{seq}");

    private static SocketLine Gap(int socket, string who, long time, int from, int to) => new(socket, game, who, time, "gap", from, to);

    private static SocketLine Res(int socket, string who, long time, Guid command, int from, int to, bool duplicate = false) => new(
        socket, game, who, time, "res", from, to, duplicate ? null : $"hash-{to}", command, Ok: true, Duplicate: duplicate);

    private static SocketLine Pong(int socket, string who, long time, int head) => new(socket, game, who, time, "pong", head);

    private static SocketLine End(int socket, string who, long time) => new(socket, game, who, time, SocketLine.End, 4, Hash: "hash-4");
}
