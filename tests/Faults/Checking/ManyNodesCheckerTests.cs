using System.Diagnostics;

namespace AkkaGame.Faults.Checking;

/// <summary>What can go wrong only where there are several nodes, made by hand: each is found, and the good history is not.</summary>
public class ManyNodesCheckerTests
{
    private static readonly Guid game = new("00000000-0000-7000-8000-00000000000a"), other = new("00000000-0000-7000-8000-00000000000b");
    private static readonly Guid one = new("00000000-0000-7000-8000-0000000000a1"), two = new("00000000-0000-7000-8000-0000000000a2");

    private static readonly Reign[] reigns = [new(3, 1, one, 100), new(3, 2, null, 200), new(3, 3, two, 210), new(3, 4, two, 300)];

    private static Row Event(int seq, long epoch, long at, long? place = null) =>
        new(game, seq, seq, epoch, new Guid(seq, 0, 0, new byte[8]), Shard: 3, Place: place ?? seq, At: at);

    private static readonly Row[] journal = [Event(1, 1, 150), Event(2, 1, 200), Event(3, 3, 210), Event(4, 4, 350)];

    public static TheoryData<string, string> BadJournals => new()
    {
        { "late", "A1" }, { "late by two epochs", "A1" }, { "too early", "A1" }, { "under an epoch that was nobody's", "A1" },
        { "under an epoch that never was", "A1" }, { "an epoch of two owners", "A5" }, { "an epoch that came back", "A5" },
        { "a place left out", "P5" }, { "a place taken twice", "P5" }, { "places against epochs", "P5" },
    };

    [Fact]
    public void A_good_succession_is_found_good() => Assert.Empty(ReignChecker.Check(journal, reigns));

    [Theory]
    [MemberData(nameof(BadJournals))]
    public void A_bad_succession_is_found(string what, string promise)
    {
        var (rows, owned) = what switch
        {
            "late" => ((Row[])[journal[0], Event(2, 1, 201), journal[2]], reigns),
            "late by two epochs" => ([journal[0], Event(2, 1, 400)], reigns),
            "too early" => ([journal[0], Event(2, 3, 209)], reigns),
            "under an epoch that was nobody's" => ([journal[0], Event(2, 2, 205)], reigns),
            "under an epoch that never was" => ([Event(1, 9, 900)], reigns),
            "an epoch of two owners" => (journal, (Reign[])[.. reigns, new(3, 4, one, 310)]),
            "an epoch that came back" => (journal, [.. reigns, new(3, 3, one, 400)]),
            "a place left out" => ([journal[0], journal[1], Event(3, 3, 210, place: 4)], reigns),
            "a place taken twice" => ([journal[0], journal[1], Event(3, 3, 210, place: 2)], reigns),
            "places against epochs" => ([Event(1, 1, 150, place: 2), Event(2, 3, 250, place: 1)], reigns),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        var found = ReignChecker.Check(rows, owned);

        Assert.NotEmpty(found);
        Assert.All(found, violation => Assert.Equal(promise, violation.Promise));
    }

    [Fact]
    public void A_move_is_from_one_node_to_another_whoever_had_nothing_between() => Assert.Equal(
        3,
        Reign.Moves(
        [
            .. reigns, new(5, 1, one, 1), new(5, 2, null, 2), new(5, 3, one, 3), new(6, 1, one, 1), new(6, 2, two, 2), new(6, 3, one, 3),
        ]));

    private static Operation Pulse(Guid of, double done, Heard heard = Heard.Ok) =>
        new(1, of, Asked.Pulse, Guid.NewGuid(), Ticks(done) - 1, Ticks(done), heard, heard == Heard.Ok ? 1 : null);

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    [Fact]
    public void The_longest_time_without_a_write_is_found_for_each_game()
    {
        Operation[] history =
        [
            Pulse(game, 0.5), Pulse(game, 1), Pulse(game, 3.5), Pulse(game, 2, Heard.Unknown), Pulse(game, 4), Pulse(game, 9),
            Pulse(other, 1), Pulse(other, 2.5), Pulse(other, 3), Pulse(other, 3, Heard.Refused),
            new(1, other, Asked.Command, Guid.NewGuid(), 0, Ticks(3.5), Heard.Ok, 1),
        ];

        var longest = Availability.Longest(history, Ticks(1), Ticks(5)).ToDictionary(
            static gap => gap.Game, static gap => Math.Round(gap.Length.TotalSeconds, 3));

        Assert.Equal(2.5, longest[game]);
        Assert.Equal(2, longest[other]);
        Assert.Empty(Availability.Check(history, Ticks(1), Ticks(5), TimeSpan.FromSeconds(2.6)));
        var found = Assert.Single(Availability.Check(history, Ticks(1), Ticks(5), TimeSpan.FromSeconds(2.4)));
        Assert.Equal("P13", found.Promise);
        Assert.Contains(game.ToString(), found.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_game_that_took_no_write_at_all_was_not_there_all_the_time() =>
        Assert.Single(Availability.Check([Pulse(game, 3, Heard.Unknown)], Ticks(1), Ticks(5), TimeSpan.FromSeconds(3.9)));

    [Fact]
    public void Nobody_is_slower_than_the_quantile_of_all()
    {
        Gap[] gaps = [.. Enumerable.Range(1, 100).Select(static i => new Gap(game, 0, TimeSpan.FromMilliseconds(i)))];

        Assert.Equal(
            (99, 50, 100),
            (Ms(0.99), Ms(0.5), Ms(1)));
        Assert.Equal(TimeSpan.Zero, Availability.Quantile([], 0.99));

        double Ms(double part) => Availability.Quantile(gaps, part).TotalMilliseconds;
    }

    private static SocketLine Line(int socket, string client, long at, string frame, int? seq = null, int? to = null) =>
        new(socket, game, client, at, frame, seq, to, Ok: frame == "res", Command: frame == "res" ? one : null);

    private static readonly SocketLine[] lines =
    [
        Line(1, "ann", 1, "hello"), Line(1, "ann", 2, "welcome", 4), Line(1, "ann", 3, "ev", 5, 5), Line(1, "ann", 4, "res", 5, 5),
        Line(2, "ann", 10, "hello", 5), Line(2, "ann", 11, "welcome", 6),
    ];

    private static Operation Read(int seq, long from, long to) => new(2, game, Asked.Read, null, from, to, Heard.Ok, seq);

    public static TheoryData<string, string> BadHearings => new()
    {
        { "read below a socket's answer", "P7" }, { "welcomed below a read", "P7" }, { "welcomed below an answer", "P7" },
        { "welcomed elsewhere below what he had heard", "P8" },
    };

    [Fact]
    public void Requests_and_sockets_that_agree_are_found_good() =>
        Assert.Empty(AcrossChecker.Check([Read(4, 3, 4), Read(5, 5, 6), Read(6, 9, 12), Read(9, 9, 12)], lines));

    [Theory]
    [MemberData(nameof(BadHearings))]
    public void Requests_and_sockets_that_disagree_are_found(string what, string promise)
    {
        var (history, heard) = what switch
        {
            "read below a socket's answer" => ([Read(4, 5, 6)], lines),
            "welcomed below a read" => ([Read(7, 8, 9)], lines),
            "welcomed below an answer" => ([new(1, game, Asked.Command, two, 7, 8, Heard.Ok, 7)], lines),
            "welcomed elsewhere below what he had heard" =>
                ((Operation[])[], (SocketLine[])[.. lines[..5], Line(2, "ann", 11, "welcome", 4)]),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        var found = AcrossChecker.Check(history, heard);

        Assert.NotEmpty(found);
        Assert.All(found, violation => Assert.Equal(promise, violation.Promise));
    }
}
