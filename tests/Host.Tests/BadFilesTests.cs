using System.Text;

namespace AkkaGame.Host.Tests;

/// <summary>Whatever a file holds, the one line about it names it and says why; the next file goes on; nothing is written.</summary>
public sealed class BadFilesTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Bad => new()
    {
        { "a folder", "found a folder" },
        { "missing", "found nothing of that name" },
        { "empty", "expected an id record first" },
        { "binary", "" },
        { "zip", "" },
        { "utf-16", "" },
        { "utf-8", "Latin-1" },
        { "a roster", "expected an id record first" },
        { "one long line", "a line of at most" },
        { "cut in a line", "" },
        { "cut between lines", "" },
        { "cut before the plays", "" },
        { "unknown record", "a record of a known kind" },
        { "unknown event", "" },
        { "wrong half", "" },
        { "stranger at bat", "" },
        { "impossible advance", "" },
        { "two games with one id", "each game id once" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task It_is_refused_whole_by_name_and_the_next_file_goes_on(string kind, string why)
    {
        var bad = Make(kind);
        var good = folder.Write("good.EVN", MadeUpGame.Text.Replace("ORC201707040", "ORC199907040", StringComparison.Ordinal));

        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, "replay", bad, good, "--db", folder["games.db"], "--json");

        Assert.Equal(1, code);
        Assert.Equal("", errors);
        var refused = Assert.Single(lines, line => line.Contains("\"verdict\":\"refused\"", StringComparison.Ordinal));
        Assert.Contains(Path.GetFileName(bad), refused, StringComparison.Ordinal);
        Assert.Contains(why, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", refused, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("ORC199907040", StringComparison.Ordinal)
            && line.Contains("\"verdict\":\"ok\"", StringComparison.Ordinal));

        // Nothing of it was written, except of the first of two games with one id.
        var kept = kind == "two games with one id" ? 0 : 1;
        Assert.Equal(kept, (await AkkaGameProcess.Run(folder.Path, "export", MadeUpGame.Id, "--db", folder["games.db"])).Code);
    }

    [Fact]
    public async Task Two_games_with_one_id_in_two_files_the_second_is_refused()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Season(30)), folder.Write("b.EVN", MadeUpGame.Season(1)),
            "--no-journal");

        Assert.Equal(1, code);
        Assert.Equal(30, lines.Count(line => line.EndsWith("ok", StringComparison.Ordinal)));
        Assert.Contains("b.EVN:1: ", lines[30], StringComparison.Ordinal);
        Assert.Contains("expected each game id once", lines[30], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_game_that_the_journal_knows_otherwise_is_refused()
    {
        await AkkaGameProcess.Run(folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", folder["games.db"]);

        var corrected = folder.Write(
            "a.EVN", MadeUpGame.Text.Replace("play,1,0,cobbw901,??,,K", "play,1,0,cobbw901,??,,8/F", StringComparison.Ordinal));
        var (code, lines, _) = await AkkaGameProcess.Run(folder.Path, "replay", corrected, "--db", folder["games.db"]);

        Assert.Equal(1, code);
        Assert.Contains("the journal holds this game already", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_is_none_is_refused()
    {
        var db = folder.Write(
            "games.db", new string('x', 4096));

        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", db);

        Assert.Equal(1, code);
        Assert.Contains("games.db", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private string Make(string kind)
    {
        const string Name = "bad.EVN";
        var text = MadeUpGame.Text;
        switch (kind)
        {
            case "a folder":
                Directory.CreateDirectory(folder[Name]);
                return folder[Name];
            case "missing": return folder[Name];
            case "empty": return folder.Write(Name, "");
            case "binary": return folder.Write(Name, [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 % 256))]);
            case "zip": return folder.Write(Name, [0x50, 0x4B, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0, 0x21, 0x5A, 10, 13, 10, 0xFF]);
            case "utf-16": return folder.Write(Name, Encoding.Unicode.GetBytes(text));
            case "utf-8": return folder.Write(Name, Encoding.UTF8.GetBytes(text.Replace("Rufus", "Rufús", StringComparison.Ordinal)));
            case "a roster": return folder.Write(Name, "abelr901,Abel,Rufus,R,R,HBR,CF\r\nbramc901,Bramble,Cornelius,L,R,HBR,2B\r\n");
            case "one long line": return LongLine(folder[Name]);
            case "cut in a line": return folder.Write(Name, text[..(text.IndexOf("play,5,0", StringComparison.Ordinal) + 9)]);
            case "cut between lines": return folder.Write(Name, text[..text.IndexOf("play,5,0", StringComparison.Ordinal)]);
            case "cut before the plays": return folder.Write(Name, text[..text.IndexOf("play,1,0", StringComparison.Ordinal)]);
            case "unknown record": return folder.Write(Name, text.Replace("version,2", "verse,2", StringComparison.Ordinal));
            case "unknown event": return folder.Write(Name, text.Replace("63/G6.1-2", "Z63/G6.1-2", StringComparison.Ordinal));
            case "wrong half": return folder.Write(Name, text.Replace("play,1,0,cobbw901", "play,1,1,cobbw901", StringComparison.Ordinal));
            case "stranger at bat": return folder.Write(Name, text.Replace("1,0,cobbw901", "1,0,nobod901", StringComparison.Ordinal));
            case "impossible advance": return folder.Write(Name, text.Replace("63/G6.1-2", "63/G6.3-H", StringComparison.Ordinal));
            case "two games with one id": return folder.Write(Name, text + text);
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such bad file.");
        }
    }

    /// <summary>A gigabyte without an end of line; sparse, so the disk does not hold it.</summary>
    private static string LongLine(string path)
    {
        using var file = File.Create(path);
        file.Write("id,"u8);
        file.SetLength(1L << 30);
        return path;
    }
}
