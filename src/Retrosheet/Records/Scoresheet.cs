using System.Buffers;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// One game's records as they become an official scorer's commands. Adjustments wait for the play they belong to, substitutions for the
/// end of their batch, and what nobody could know before the last out for the end.
/// </summary>
internal sealed class Scoresheet(string file, PlayTexts texts)
{
    /// <summary>Where nothing says why a game stopped.</summary>
    private const string Called = "called";

    private static readonly SearchValues<char> lettersAndDigits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly List<RealCommand> commands = [];
    private readonly List<PlayerHand> batsNow = [];
    private readonly List<PlayerHand> throwsNow = [];
    private readonly List<RechargedRunner> recharged = [];
    private readonly List<Announcement> announced = [];
    private readonly List<OfficialEarnedRuns> totals = [];
    private GameHeader? header;
    private ReadError? refusal;
    private BattingSlot? battingSlot, battingSlotBefore;
    private PlacedRunner? placed, placedBefore;
    private GameCommand? irregularEnd;
    private Count noPlayCount = Count.Unknown;
    private bool noPlayCourtesy;
    private int idLine, startsAt, startsLine, lastStartAt, noPlayAt, noPlayLine, batchAt, batchLine, totalsAt, totalsLine;
    private int plays;

    public bool HasBegun => header is not null;

    public bool HasFailed => refusal is not null;

    public int Records { get; private set; }

    /// <summary>Opens the game that an <c>id</c> record names.</summary>
    public void Begin(ReadOnlySpan<char> line, int number, ISet<string> seen)
    {
        idLine = number;
        Records = 1;
        var id = line["id,".Length..].Trim('"').ToString();
        if (!IsId(id, out var date)) Refuse(number, "a game id as in CLE201804060: club, date, number", TextOf.Excerpt(line), null);
        else if (!seen.Add(id)) Refuse(number, "each game id once", $"{id} again", id);
        else header = new(id, date);
    }

    /// <summary>Refuses the game whole; only the first reason is kept.</summary>
    public void Refuse(int line, string expected, string found) => Refuse(line, expected, found, header?.Id);

    /// <summary>Takes any record but <c>id</c>.</summary>
    public void Take(ReadOnlySpan<char> line, int number)
    {
        Records++;
        if (line.StartsWith("com,"))
        {
            Comment(line["com,".Length..].Trim('"'), number);
            return;
        }

        if (!Fields.TrySplit(line, out var fields, out var expected)) Refuse(number, expected, TextOf.Excerpt(line));
        else if (Record(ref fields, number) is { } wanted) Refuse(number, wanted, TextOf.Excerpt(line));
    }

    /// <summary>Closes the game: the game, its refusal, or <c>null</c> where none was open. The sheet is then blank.</summary>
    public ReadResult? Finish(int line)
    {
        if (header is not null && refusal is null) CheckWhole(line);
        ReadResult? result = refusal is not null ? refusal : header is not null ? Game(line) : null;
        Clear();
        return result;
    }

    /// <summary>Three letters or digits of the home club, the date, and which of that day's games it is.</summary>
    private static bool IsId(string id, out DateOnly date)
    {
        date = default;
        return id.Length == 12 && !id.AsSpan(0, 3).ContainsAnyExcept(lettersAndDigits)
            && GameHeader.IsDate(id.AsSpan(3, 8), "yyyyMMdd", out date) && char.IsAsciiDigit(id[11]);
    }

    /// <summary>What should have stood there, <c>null</c> where all is well.</summary>
    private string? Record(ref Fields fields, int line) => fields[0] switch
    {
        "play" => Play(ref fields, line),
        "sub" => Sub(ref fields, line),
        "info" => Info(ref fields),
        "start" => Start(ref fields, line),
        "data" => Data(ref fields, line),
        "badj" => Adjust(ref fields, batsNow, "badj,batter,hand"),
        "padj" => Adjust(ref fields, throwsNow, "padj,pitcher,hand"),
        "ladj" => Ladj(ref fields),
        "radj" => Radj(ref fields),
        "presadj" => Presadj(ref fields),
        "version" => null,
        _ => "a record of a known kind: version, info, start, play, sub, com, badj, padj, ladj, radj, presadj or data",
    };

    private string? Info(ref Fields fields)
    {
        if (fields.Count < 3) return "info,key,value";
        return header!.Note(fields[1], fields[2], out var expected) ? null : $"{expected} in info,{fields[1]}";
    }

    private string? Start(ref Fields fields, int line)
    {
        if (plays > 0 || announced.Count > 0) return "start records before the first play";
        if (fields.Count != 6) return "start,player,\"name\",team,slot,position";
        if (Man(ref fields, out var side, out var player, out var slot, out var position) is { } expected) return expected;
        if (position > Position.DesignatedHitter) return "a position 1-10 for a man who starts";
        if (header!.IsFull(side)) return "at most 10 start records a side";
        if (startsAt == 0) (startsAt, startsLine) = (Records, line);
        lastStartAt = Records;
        return header.Start(side, new(slot, player, Intern.Of(fields[2]), position), out expected) ? null : expected;
    }

    private static string? Man(ref Fields fields, out Side side, out PlayerId player, out byte slot, out Position position)
    {
        (side, slot, position) = (default, default, default);
        if (!fields.IsPlayer(1, out player)) return "a player id of 1 to 12 printable characters in field 2";
        if (!fields.IsSide(3, out side)) return "team 0 (visitors) or 1 (home) in field 4";
        if (!fields.IsNumber(4, 0, 9, out slot)) return "a batting slot 0-9 in field 5";
        if (!fields.IsNumber(5, 1, 12, out var number)) return "a position 1-12 in field 6";
        position = (Position)number;
        return null;
    }

    private string? Play(ref Fields fields, int line)
    {
        if (fields.Count != 7) return "play,inning,team,batter,count,pitches,event";
        if (!fields.IsNumber(1, 1, 99, out var inning)) return "an inning 1-99 in field 2";
        if (!fields.IsSide(2, out var batting)) return "team 0 (visitors) or 1 (home) in field 3";
        if (!fields.IsPlayer(3, out var batter)) return "a batter's id of 1 to 12 printable characters in field 4";
        if (!fields.IsCount(4, out var count)) return "a count, balls and strikes or ??, in field 5";
        if (startsAt == 0) return "start records before the first play";
        if (fields[6] is "NP" || fields[6].StartsWith("NP/")) return NoPlay(ref fields, count, line);
        if (!texts.TryParse(fields[6], out var play, out var error))
            return $"{error.Expected} at column {error.Column} of the event {TextOf.Excerpt(fields[6])}";
        CloseBatch();
        plays++;
        var half = batting == header!.BattingFirst ? Half.Top : Half.Bottom;
        Add(Records, line, new RecordPlay(
            inning, half, batter, count, texts.Pitches(fields[5]), play,
            battingSlot, Taken(batsNow), Taken(throwsNow), placed, Taken(recharged)));
        (battingSlot, placed, noPlayAt) = (null, null, 0);
        return null;
    }

    private static EquatableArray<T> Taken<T>(List<T> waiting)
    {
        if (waiting.Count == 0) return default;
        var taken = new EquatableArray<T>([.. waiting]);
        waiting.Clear();
        return taken;
    }

    private string? NoPlay(ref Fields fields, Count count, int line)
    {
        if (noPlayAt == 0) (noPlayAt, noPlayLine) = (Records, line);
        noPlayCount = count;
        noPlayCourtesy = fields[6].EndsWith("/COUR");
        return null;
    }

    private string? Sub(ref Fields fields, int line)
    {
        if (fields.Count != 6) return "sub,player,\"name\",team,slot,position";
        if (startsAt == 0) return "start records before the first substitution";
        if (Man(ref fields, out var side, out var player, out var slot, out var position) is { } expected) return expected;
        if (announced.Count == 0)
        {
            (batchAt, batchLine) = noPlayAt > 0 ? (noPlayAt, noPlayLine) : (Records, line);
            // What was adjusted before time was called is so for the batch: a man may be sent up for him who bats out of turn.
            (placedBefore, battingSlotBefore, battingSlot) = (null, battingSlot, null);
        }

        // Somebody may run for the man placed, also where other men were announced before him.
        (placedBefore, placed) = (placed ?? placedBefore, null);

        announced.Add(new(side, slot, player, Intern.Of(fields[2]), position, noPlayCount, noPlayCourtesy));
        (noPlayCount, noPlayCourtesy) = (Count.Unknown, false);
        return null;
    }

    private static string? Adjust(ref Fields fields, List<PlayerHand> hands, string form)
    {
        if (fields.Count != 3 || !fields.IsPlayer(1, out var player) || !fields.IsHand(2, out var hand))
            return $"{form}, the hand being L, R or B";
        hands.Add(new(player, hand));
        return null;
    }

    private string? Ladj(ref Fields fields)
    {
        if (fields.Count != 3 || !fields.IsSide(1, out var side) || !fields.IsNumber(2, 1, 9, out var slot))
            return "ladj,team,slot: team 0 or 1, slot 1-9";
        battingSlot = new(side, slot);
        return null;
    }

    private string? Radj(ref Fields fields)
    {
        if (fields.Count != 3 || !fields.IsPlayer(1, out var player) || !fields.IsBase(2, out var on))
            return "radj,player,base: a base 1-3";
        if (placed is not null) return "one radj before a play";
        placed = new(player, on);
        header!.HasPlacedRunner = true;
        return null;
    }

    private string? Presadj(ref Fields fields)
    {
        if (fields.Count != 3 || !fields.IsPlayer(1, out var pitcher) || !fields.IsBase(2, out var on))
            return "presadj,pitcher,base: a base 1-3";
        recharged.Add(new(pitcher, on));
        return null;
    }

    private string? Data(ref Fields fields, int line)
    {
        if (fields.Count != 4 || fields[1] is not "er" || !fields.IsPlayer(2, out var pitcher) || !fields.IsNumber(3, 0, 99, out var runs))
            return "data,er,pitcher,earned runs 0-99";
        if (totals.Count == 0) (totalsAt, totalsLine) = (Records, line);
        totals.Add(new(pitcher, runs));
        return null;
    }

    private void Comment(ReadOnlySpan<char> comment, int line)
    {
        irregularEnd ??= Comments.End(comment);
        var (first, second) = Comments.Read(comment);
        // Said while time is called it stands before the batch, which goes on to the next play.
        if (first is not null) Add(Records, line, first);
        if (second is not null) Add(-Records, line, second);
    }

    private void CloseBatch()
    {
        if (announced.Count > 0) Add(batchAt, batchLine, Batch());
    }

    private Substitute Batch() => new(Taken(announced), placedBefore, battingSlotBefore);

    private void Add(int record, int line, GameCommand command) => commands.Add(new(record, line, command));

    private void CheckWhole(int line)
    {
        if (header!.Missing() is { } missing) Refuse(line, missing, "the end of the game's records");
        else if (plays == 0) Refuse(line, "at least one play", "the end of the game's records");
    }

    private RealGame Game(int line)
    {
        List<RealCommand> all =
        [
            new(1, idLine, header!.Create()),
            new(startsAt, startsLine, header.Lineups()),
            new(lastStartAt, startsLine, new StartGame()),
            .. commands,
        ];
        List<RealCommand> ifNotOver = [];
        // Men announced after the last play came in only where the game was still on.
        if (announced.Count > 0) ifNotOver.Add(new(batchAt, batchLine, Batch()));
        // A game that was suspended and not taken up again waits: it neither ends here nor was its file cut off.
        var waits = commands.Count > 0 && commands[^1].Command is SuspendGame;
        if (!waits) ifNotOver.Add(new(Records + 1, line, irregularEnd ?? new CallGame(Called)));
        List<RealCommand> afterwards = [];
        if (header.PitchersOfRecord() is { } pitchers) afterwards.Add(new(Records + 2, line, pitchers));
        if (header.LateFacts() is { } facts) afterwards.Add(new(Records + 3, line, facts));
        if (totals.Count > 0) afterwards.Add(new(totalsAt, totalsLine, new NoteOfficialTotals([.. totals])));
        var unfinished = waits || totals.Count > 0 || irregularEnd is not null
            ? null
            : new ReadError(file, line, header.Id, "more plays, or the data,er records of a finished game",
                "the end of the game's records");
        return new(header.Id, file, idLine, all, ifNotOver, afterwards, unfinished);
    }

    private void Refuse(int line, string expected, string found, string? game) => refusal ??= new(file, line, game, expected, found);

    private void Clear()
    {
        commands.Clear();
        batsNow.Clear();
        throwsNow.Clear();
        recharged.Clear();
        announced.Clear();
        totals.Clear();
        (header, refusal, battingSlot, battingSlotBefore, placed, placedBefore, irregularEnd) = (null, null, null, null, null, null, null);
        (noPlayCount, noPlayCourtesy) = (Count.Unknown, false);
        startsAt = noPlayAt = totalsAt = plays = Records = 0;
    }
}
