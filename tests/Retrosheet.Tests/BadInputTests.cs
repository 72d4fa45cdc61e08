using System.Text;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>A spoiled file, and what is said of it.</summary>
/// <param name="Line">The line reported.</param>
/// <param name="Game">The game reported, null where none is known.</param>
/// <param name="Expected">Part of what is said to be expected.</param>
public sealed record BadInput(string Name, string Text, int Line, string? Game, string Expected)
{
    public override string ToString() => Name;
}

/// <summary>
/// Files that are no event files, or have a fault: each is refused with file, line, game and what was expected; the next game is
/// read.
/// </summary>
public class BadInputTests
{
    private const string File = "2018HOM.EVN";
    private const string Game = "HOM201805010";

    /// <summary>The lines of the sheet: id 1, info 2-8, starts 9-26, the play 27, totals 28-29.</summary>
    private const int FirstStart = 9, PlayLine = 27;

    public static TheoryData<BadInput> Inputs() =>
    [
        // No event file at all.
        new("an empty file", "", 1, null, "an id record first"),
        new("blank lines only", "\n\r\n  \n", 3, null, "an id record first"),
        new("a sentence", "Dear scorer,\n", 1, null, "an id record first"),
        new("a roster", "lindf001,Lindor,Francisco,B,R,CLE,SS\n", 1, null, "an id record first"),
        new("a record before the id", "info,visteam,VIS\n" + Sheet.Next(1), 1, null, "an id record first"),
        new("a play before the id", Sheet.Play + Sheet.Next(1), 1, null, "an id record first"),
        new("a binary file", "\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0", 1, null, "Latin-1 text"),
        new("a zipped file", "PK\u0003\u0004\u0014\0\0\0", 1, null, "text, one record a line"),
        new("UTF-16", "\u00FF\u00FEi\0d\0,\0H\0O\0M\0\n\0", 1, null, "text, one record a line"),
        new("UTF-8 with a mark", "\u00EF\u00BB\u00BF" + Sheet.Game + Sheet.Next(1), 1, null, "Latin-1 text"),
        new("one endless line", new string('x', 3_000_000), 1, null, "a line of at most 2000 characters"),
        // The id.
        new("an id without text", "id,\n" + Sheet.Info + Sheet.Next(1), 1, null, "a game id as in"),
        new("an id too short", "id,HOM2018\n" + Sheet.Info + Sheet.Next(1), 1, null, "a game id as in"),
        new("an id with no such day", "id,HOM201802300\n" + Sheet.Info + Sheet.Next(1), 1, null, "a game id as in"),
        new("an id without a number", "id,HOM20180501X\n" + Sheet.Info + Sheet.Next(1), 1, null, "a game id as in"),
        new("an id with a path in it", "id,../201805010\n" + Sheet.Info + Sheet.Next(1), 1, null, "a game id as in"),
        new("an id with a quote in it", "id,A\"B201805010\n" + Sheet.Info + Sheet.Next(1), 1, null, "a game id as in"),
        new("two games with one id", Sheet.Next(1) + Sheet.Next(1) + Sheet.Next(2), 30, "HOM201806010", "each game id once"),
        // Truncated files.
        new("cut after the id", Sheet.Id, 1, Game, "info,visteam"),
        new("cut in the header", Sheet.Id + "version,2\ninfo,visteam,VIS\n", 3, Game, "info,hometeam"),
        new("cut before the lineups", Sheet.Id + Sheet.Info, 8, Game, "a start record for slot 1 of the visitors"),
        new("cut amid the lineups", Sheet.Id + Sheet.Info + Sheet.Starts[..^40], 25, Game, "position"),
        new("cut before the plays", Sheet.Id + Sheet.Info + Sheet.Starts, 26, Game, "at least one play"),
        new("cut amid a play's fields", Cut("play,1,0,v1,1"), PlayLine, Game, "play,inning,team,batter,count,pitches,event"),
        new("cut before a play's event", Cut("play,1,0,v1,12,CBFX,"), PlayLine, Game, "a play: fielders"),
        new("cut amid a play's event", Cut("play,1,0,v1,12,CBFX,S8.1-"), PlayLine, Game, "a base: 1, 2, 3 or H"),
        new("cut amid a name", Cut("sub,v10,\"Man T"), PlayLine, Game, "a closing quote"),
        // Records.
        new("an unknown record", With("batx,v1,R"), PlayLine, Game, "a record of a known kind"),
        new("a record in capitals", With("PLAY,1,0,v1,12,,K"), PlayLine, Game, "a record of a known kind"),
        new("bytes amid the game", With("play,1,0,v1,12,\0\u0001,K"), PlayLine, Game, "text, one record a line"),
        new("a name in UTF-8", With("sub,v10,\"Jos\u00C3\u00A9\",0,1,11"), PlayLine, Game, "Latin-1 text"),
        new("a name in Windows' quotes", With("sub,v10,\"\u0093Man\u0094\",0,1,11"), PlayLine, Game, "Latin-1 text"),
        new("a long line amid the game", With("com,\"" + new string('x', 5000) + "\""), PlayLine, Game, "a line of at most 2000"),
        new("too many fields", With("sub,a,b,c,d,e,f,g,h,i,j"), PlayLine, Game, "at most 8 fields"),
        new("text after a quote", With("sub,v10,\"Man\" Ten,0,1,11"), PlayLine, Game, "a closing quote"),
        new("more records than a game has", With(string.Concat(Enumerable.Repeat("com,\"x\"\n", 20_000)) + "com,\"x\""), 20_001, Game,
            "at most 20000 records"),
        // Header.
        new("an info without a value", Head("info,temp"), 9, Game, "info,key,value"),
        new("a club's id with a space", Head("info,visteam,V S"), 9, Game, "the visitors' club id"),
        new("a club's id too long", Head("info,hometeam,ABCDEFGHIJKLM"), 9, Game, "the home club's id"),
        new("a date in another order", Head("info,date,05/01/2018"), 9, Game, "a date as in 2018/04/06"),
        new("a game number of two digits", Head("info,number,12"), 9, Game, "the game's number that day"),
        new("innings in words", Head("info,innings,nine"), 9, Game, "the scheduled innings"),
        new("no innings at all", Head("info,innings,0"), 9, Game, "the scheduled innings"),
        new("a tiebreaker at home", Head("info,tiebreaker,4"), 9, Game, "a base, 1-3"),
        // Lineups.
        new("a start with a field missing", Started("start,v1,\"Man\",0,1"), FirstStart, Game, "start,player,\"name\",team,slot,position"),
        new("a start for a third club", Started("start,v1,\"Man\",2,1,2"), FirstStart, Game, "team 0 (visitors) or 1 (home)"),
        new("a start in slot 10", Started("start,v1,\"Man\",0,10,2"), FirstStart, Game, "a batting slot 0-9"),
        new("a start at position 13", Started("start,v1,\"Man\",0,1,13"), FirstStart, Game, "a position 1-12"),
        new("a pinch hitter who starts", Started("start,v1,\"Man\",0,1,11"), FirstStart, Game, "a position 1-10"),
        new("a start without an id", Started("start,,\"Man\",0,1,2"), FirstStart, Game, "a player id"),
        new("an id of 13 characters", Started("start,abcdefghijklm,\"Man\",0,1,2"), FirstStart, Game, "a player id"),
        new("a slot taken twice", Started("start,v2,\"Man\",0,2,2\nstart,v3,\"Man\",0,2,3"), FirstStart + 1, Game,
            "each slot once: 2 is taken"),
        new("eight men", Sheet.Game.Replace("start,h5,\"Man 5\",1,5,6\n", "", StringComparison.Ordinal) + Sheet.Next(1), 29, Game,
            "slot 5 of the home club"),
        new("a start after a play", Cut(Sheet.Play + "start,v0,\"Man\",0,0,1\n") + Sheet.Next(1), PlayLine + 1, Game,
            "start records before the first play"),
        new("a play before the lineups", Sheet.Id + Sheet.Info + Sheet.Play + Sheet.Next(1), 9, Game,
            "start records before the first play"),
        new("a man comes in before the lineups", Sheet.Id + Sheet.Info + "sub,v10,\"Man\",0,1,11\n" + Sheet.Next(1), 9, Game,
            "start records before the first substitution"),
        // Plays.
        new("a play with a field missing", With("play,1,0,v1,12,K"), PlayLine, Game, "play,inning,team,batter,count,pitches,event"),
        new("a play with a comma in it", With("play,1,0,v1,12,,S8.1-2,2-3"), PlayLine, Game, "play,inning,team,batter,count,pitches,event"),
        new("inning 0", With("play,0,0,v1,12,,K"), PlayLine, Game, "an inning 1-99"),
        new("inning 100", With("play,100,0,v1,12,,K"), PlayLine, Game, "an inning 1-99"),
        new("a third team bats", With("play,1,2,v1,12,,K"), PlayLine, Game, "team 0 (visitors) or 1 (home)"),
        new("nobody bats", With("play,1,0,,12,,K"), PlayLine, Game, "a batter's id"),
        new("a count in words", With("play,1,0,v1,full,,K"), PlayLine, Game, "a count"),
        new("an unknown event", With("play,1,0,v1,12,,XYZ"), PlayLine, Game, "a play: fielders"),
        new("an unknown event beside a strikeout", With("play,1,0,v1,12,,K+QQ"), PlayLine, Game, "a runners' play"),
        new("a runner named twice", With("play,1,0,v1,12,,S8.1-2;1-3"), PlayLine, Game, "each runner once at column 8"),
        new("a runner from home", With("play,1,0,v1,12,,S8.H-1"), PlayLine, Game, "a runner: B, 1, 2 or 3"),
        new("a parenthesis left open", With("play,1,0,v1,12,,S8.1XH(82"), PlayLine, Game, "a closing parenthesis"),
        new("first base stolen", With("play,1,0,v1,12,,SB1"), PlayLine, Game, "base 2, 3 or H"),
        new("a modifier of signs", With("play,1,0,v1,12,,S8/$$"), PlayLine, Game, "a modifier of letters and digits"),
        new("an event of 300 characters", With("play,1,0,v1,12,,S8" + new string('/', 300)), PlayLine, Game, "at most 255 characters"),
        // Substitutions, adjustments, totals.
        new("a sub with a field missing", With("sub,v10,\"Man\",0,1"), PlayLine, Game, "sub,player,\"name\",team,slot,position"),
        new("a sub at position 0", With("sub,v10,\"Man\",0,1,0"), PlayLine, Game, "a position 1-12"),
        new("a sub in slot -1", With("sub,v10,\"Man\",0,-1,1"), PlayLine, Game, "a batting slot 0-9"),
        new("a batter with no hand", With("badj,v1"), PlayLine, Game, "badj,batter,hand"),
        new("a pitcher's third hand", With("padj,h9,X"), PlayLine, Game, "padj,pitcher,hand"),
        new("slot 0 out of turn", With("ladj,0,0"), PlayLine, Game, "ladj,team,slot"),
        new("a runner placed at home", With("radj,v9,4"), PlayLine, Game, "radj,player,base"),
        new("two runners placed", With("radj,v9,2\nradj,v8,3"), PlayLine + 1, Game, "one radj before a play"),
        new("a runner charged on no base", With("presadj,h9,0"), PlayLine, Game, "presadj,pitcher,base"),
        new("totals of another kind", With("data,hr,h9,1"), PlayLine, Game, "data,er,pitcher"),
        new("earned runs below zero", With("data,er,h9,-1"), PlayLine, Game, "data,er,pitcher"),
        new("earned runs by the thousand", With("data,er,h9,1000"), PlayLine, Game, "data,er,pitcher"),
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void It_is_refused_and_the_next_game_is_read(BadInput input)
    {
        var results = EventFileReader.Read(new StringReader(input.Text), File).ToList();

        var error = Assert.Single(results.OfType<ReadError>());
        Assert.Equal((File, input.Line, input.Game), (error.File, error.Line, error.Game));
        Assert.Contains(input.Expected, error.Expected, StringComparison.Ordinal);
        Assert.StartsWith($"{File}:{input.Line}: {input.Game ?? "no game"}: expected ", error.Message, StringComparison.Ordinal);
        var good = input.Text.Split("id,HOM2018060").Skip(1).Select(rest => "HOM2018060" + rest[..2]).Distinct();
        Assert.Equal(good, results.OfType<RealGame>().Select(game => game.Id));
    }

    [Fact]
    public void The_sheet_itself_is_good() =>
        Assert.Equal(Game, Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new StringReader(Sheet.Game), File))).Id);

    [Fact]
    public void Only_the_first_fault_of_a_game_is_reported()
    {
        var error = Assert.Single(EventFileReader.Read(new StringReader(With("bogus\nmore bogus")), File).OfType<ReadError>());
        Assert.Equal((PlayLine, "\"bogus\""), (error.Line, error.Found));
    }

    [Fact]
    public void A_game_seen_in_another_file_is_refused()
    {
        var seen = new HashSet<string>();
        Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new StringReader(Sheet.Game), "a", seen)));
        var error = Assert.IsType<ReadError>(Assert.Single(EventFileReader.Read(new StringReader(Sheet.Game), "b", seen)));
        Assert.Equal(("b", 1, Game, "each game id once"), (error.File, error.Line, error.Game, error.Expected));
    }

    [Fact]
    public void A_game_that_stops_without_totals_is_reported_where_the_rules_have_not_ended_it()
    {
        var cut = Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new StringReader(Cut(Sheet.Play)), File)));
        Assert.Equal((File, PlayLine, Game), (cut.Unfinished!.File, cut.Unfinished.Line, cut.Unfinished.Game));
        Assert.Equal(cut.Commands, cut.All(() => false));
        Assert.Null(Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new StringReader(Sheet.Game), File))).Unfinished);
    }

    [Fact]
    public void A_gigabyte_of_one_line_takes_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.IsType<ReadError>(Assert.Single(EventFileReader.Read(new EndlessLine(1L << 30), File)));
        Assert.Equal(1, error.Line);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Bytes_are_read_as_Latin_1()
    {
        var text = Sheet.Game.Replace("Man 1", "Jos\u00E9", StringComparison.Ordinal);
        var game = Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)), File)));
        var cards = game.Commands.Select(c => c.Command).OfType<Messages.ExchangeLineups>().Single();
        Assert.Equal("Jos\u00E9", cards.Away.Places[0].Name);
        Assert.IsType<ReadError>(Assert.Single(EventFileReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), File)));
    }

    /// <summary>The good game with a line before its play, and another good game after it.</summary>
    private static string With(string line) =>
        Sheet.Id + Sheet.Info + Sheet.Starts + line + "\n" + Sheet.Play + Sheet.Totals + Sheet.Next(1);

    private static string Cut(string lastLine) => Sheet.Id + Sheet.Info + Sheet.Starts + lastLine;

    private static string Head(string line) =>
        Sheet.Id + Sheet.Info + line + "\n" + Sheet.Starts + Sheet.Play + Sheet.Totals + Sheet.Next(1);

    private static string Started(string lines) =>
        Sheet.Id + Sheet.Info + lines + "\n" + Sheet.Starts + Sheet.Play + Sheet.Totals + Sheet.Next(1);

    /// <summary>So many characters and never a line's end.</summary>
    private sealed class EndlessLine(long length) : TextReader
    {
        private long left = length;

        public override int Read(char[] buffer, int index, int count)
        {
            var now = (int)Math.Min(left, count);
            buffer.AsSpan(index, now).Fill('x');
            left -= now;
            return now;
        }
    }
}
