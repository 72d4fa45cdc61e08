namespace AkkaGame.Faults.Checking;

/// <summary>A checker that finds nothing is worth something only if it finds what is there.</summary>
public class CheckerTests
{
    private static readonly Guid game = new("00000000-0000-7000-8000-00000000000a"), other = new("00000000-0000-7000-8000-00000000000b");
    private static readonly Guid c1 = new("00000000-0000-7000-8000-000000000001"), c2 = new("00000000-0000-7000-8000-000000000002"),
        c3 = new("00000000-0000-7000-8000-000000000003"), c4 = new("00000000-0000-7000-8000-000000000004");

    private static Operation Ok(Guid command, int seq, long from, long to, bool duplicate = false) =>
        new(1, game, Asked.Command, command, from, to, Heard.Ok, seq, duplicate);

    private static Operation Refused(Guid command, long from, long to, string code = "ILLEGAL") =>
        new(1, game, Asked.Command, command, from, to, Heard.Refused, Code: code);

    private static Operation Unknown(Guid command, long from, long to) =>
        new(1, game, Asked.Command, command, from, to, Heard.Unknown, Code: "timeout");

    private static Operation Read(int seq, long from, long to, string? hash = null) =>
        new(2, game, Asked.Read, null, from, to, Heard.Ok, seq, Hash: hash);

    private static Row[] Group(Guid command, int first, int last, long epoch = 1, Guid? of = null) =>
        [.. Enumerable.Range(first, last - first + 1).Select(seq => new Row(of ?? game, seq, last, epoch, command))];

    private static readonly Operation[] goodHistory =
    [
        Unknown(c1, 0, 10), Ok(c1, 2, 11, 20, duplicate: true), Refused(c3, 12, 13), Ok(c2, 3, 21, 30), Read(3, 31, 32, "hash-3"),
        Ok(c1, 2, 40, 41, duplicate: true), Refused(c2, 42, 43, "ID_REUSED"), new(1, game, Asked.Probe, c4, 50, 51, Heard.Ok, 4),
    ];

    private static readonly Row[] goodJournal = [.. Group(c1, 1, 2), .. Group(c2, 3, 3, epoch: 2), .. Group(c4, 4, 4, epoch: 2)];

    private static string? Hash(Guid of, int seq) => $"hash-{seq}";

    [Fact]
    public void A_good_history_is_found_good() => Assert.Empty(Checker.Check(goodHistory, goodJournal, Hash));

    /// <summary>The first answer was on its way for long, and found whoever had given up and sent the command again.</summary>
    [Fact]
    public void Who_sends_again_may_be_given_the_answer_to_his_first_sending() => Assert.Empty(Checker.Check(
        [Unknown(c1, 0, 10), Read(1, 4, 5), Ok(c1, 1, 11, 20)], Group(c1, 1, 1)));

    public static TheoryData<string, string> BadHistories => new()
    {
        { "lost acknowledgement", "P1" }, { "acknowledged at another seq", "P1" }, { "acknowledged in another game", "P1" },
        { "twice", "P2" }, { "twice with another between", "P2" }, { "two answers", "P3" }, { "acknowledged, then refused", "P3" },
        { "refused with effect", "P4" }, { "gap", "P5" }, { "first event missing", "P5" }, { "epoch back", "P5" }, { "half a group", "P5" },
        { "two groups mixed", "P5" }, { "wrong state", "P6" }, { "state inside a group", "P6" }, { "stale read", "P7" },
        { "later command, earlier seq", "P7" }, { "no answer", "P12" }, { "not healed", "P14" },
    };

    [Theory]
    [MemberData(nameof(BadHistories))]
    public void A_bad_history_is_found(string what, string promise)
    {
        var (history, journal) = what switch
        {
            "lost acknowledgement" => ([.. goodHistory, Ok(c3, 5, 60, 61)], goodJournal),
            "acknowledged at another seq" => ([Ok(c1, 1, 0, 1)], Group(c1, 1, 2)),
            "acknowledged in another game" => ([Ok(c1, 2, 0, 1)], Group(c1, 1, 2, of: other)),
            "twice" => ([Unknown(c1, 0, 1)], (Row[])[.. Group(c1, 1, 1), .. Group(c1, 1, 1, of: other)]),
            "twice with another between" => ([Unknown(c1, 0, 1)], [.. Group(c1, 1, 1), .. Group(c2, 2, 2), .. Group(c1, 3, 3)]),
            "two answers" => ([Ok(c1, 1, 0, 1), Ok(c1, 2, 2, 3, true)], Group(c1, 1, 1)),
            "acknowledged, then refused" =>
                ([Ok(c1, 1, 0, 1), Refused(c1, 2, 3, "STALE_DECISION"), Ok(c1, 1, 4, 5, true)], Group(c1, 1, 1)),
            "refused with effect" => ([Unknown(c1, 0, 1), Refused(c1, 2, 3)], Group(c1, 1, 1)),
            "gap" => ([], [.. Group(c1, 1, 1), .. Group(c2, 3, 3)]),
            "first event missing" => ([], Group(c1, 2, 2)),
            "epoch back" => ([], [.. Group(c1, 1, 1, epoch: 3), .. Group(c2, 2, 2, epoch: 2)]),
            "half a group" => ([], Group(c1, 1, 3)[..2]),
            "two groups mixed" => ([], [new(game, 1, 2, 1, c1), new(game, 2, 3, 1, c1), new(game, 3, 3, 1, c1)]),
            "wrong state" => ((Operation[])[Read(1, 0, 1, "hash-9")], Group(c1, 1, 1)),
            "state inside a group" => ([Read(7, 0, 1, "hash-7")], Group(c1, 1, 8)),
            "stale read" => ([Ok(c1, 1, 0, 1), Ok(c2, 2, 2, 3), Read(1, 4, 5)], [.. Group(c1, 1, 1), .. Group(c2, 2, 2)]),
            "later command, earlier seq" => ([Ok(c1, 2, 0, 1), Ok(c2, 1, 2, 3)], [.. Group(c2, 1, 1), .. Group(c1, 2, 2)]),
            "no answer" => ([new(1, game, Asked.Command, c1, 0)], []),
            "not healed" =>
                ([new(1, game, Asked.Probe, c1, 0, 1, Heard.Ok, 1), new(1, game, Asked.Probe, c2, 2, 3, Heard.Unknown)], Group(c1, 1, 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        var found = Checker.Check(history, journal, (_, seq) => what == "state inside a group" ? null : $"hash-{seq}");

        Assert.Contains(found, violation => violation.Promise == promise);
        // Of two answers to one command at least one is not what the journal has.
        if (what != "two answers") Assert.All(found, violation => Assert.Equal(promise, violation.Promise));
    }

    [Fact]
    public void A_history_is_read_back_as_it_was_written()
    {
        var path = Path.GetTempFileName();
        Reign[] goodReigns = [new(7, 1, other, 5), new(7, 2, null, 6)];
        HistoryFile.Write(path, goodHistory, goodJournal, goodReigns);
        var (history, journal, reigns) = HistoryFile.Read(path);
        File.Delete(path);
        Assert.Equal(goodHistory, history);
        Assert.Equal(goodJournal, journal);
        Assert.Equal(goodReigns, reigns);
    }
}
