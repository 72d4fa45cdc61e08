using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

public sealed class ReplayTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_game_is_one_line_and_its_verdict()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--no-journal");

        Assert.Equal(0, code);
        Assert.Equal(MadeUpGame.Line, MadeUpGame.Squeezed(lines[0]));
        Assert.StartsWith($"1 game, {MadeUpGame.Plays} plays in ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("1 ok; not journalled", lines[1], StringComparison.Ordinal);
        Assert.Contains("copyrighted by Retrosheet", lines[2], StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["akkagame"]), "Rules only must write nothing.");
    }

    [Fact]
    public async Task The_box_is_printed_as_a_newspaper_does()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--no-journal", "--box");

        Assert.Equal(0, code);
        Assert.Contains("ORC 3, HBR 2", lines);
        Assert.Contains(lines, line => line.Contains("Swift, W", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_one_object_a_line()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--no-journal", "--json");

        Assert.Equal(0, code);
        using var game = JsonDocument.Parse(lines[0]);
        Assert.Equal("ok", game.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("01010100x", game.RootElement.GetProperty("home").GetProperty("line").GetString());
        Assert.Equal(1, game.RootElement.GetProperty("home").GetProperty("errors").GetInt32());
        using var summary = JsonDocument.Parse(lines[1]);
        Assert.Equal(MadeUpGame.Plays, summary.RootElement.GetProperty("summary").GetProperty("plays").GetInt32());
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task The_order_of_the_lines_is_the_order_of_the_files()
    {
        var long1 = folder.Write("a.EVN", MadeUpGame.Season(40));
        var short1 = folder.Write(
            "b.EVN", MadeUpGame.Text.Replace("201707040", "190707040", StringComparison.Ordinal)
                .Replace("2017/07/04", "1907/07/04", StringComparison.Ordinal));

        var (code, lines, _) = await AkkaGameProcess.Run(folder.Path, "replay", long1, short1, "--no-journal");

        Assert.Equal(0, code);
        Assert.Equal([.. lines.Take(40).Order(StringComparer.Ordinal)], lines.Take(40));
        Assert.StartsWith("1907-07-04", lines[40], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Served_as_json_only_json_is_on_standard_output()
    {
        using var serving = AkkaGameProcess.Start(
            folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--db", folder["games.db"], "--json", "--serve", "--urls",
            "http://127.0.0.1:0");
        await serving.Says("{\"summary\":");
        serving.Terminate();

        Assert.Equal(0, await serving.Ended());
        Assert.All(serving.Lines, line => Assert.StartsWith("{", line, StringComparison.Ordinal));
        Assert.Contains("Listening on http://127.0.0.1:", serving.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_a_file_like_any_other()
    {
        var pipe = folder["pipe"];
        using (var made = Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync();
        using var reading = AkkaGameProcess.Start(folder.Path, "replay", pipe, "--no-journal");
        await File.WriteAllTextAsync(pipe, MadeUpGame.Text, Encoding.Latin1);

        Assert.Equal(0, await reading.Ended());
        Assert.Equal(MadeUpGame.Line, MadeUpGame.Squeezed(reading.Lines[0]));
    }

    [Fact]
    public async Task A_difference_from_the_reference_is_named_and_fails()
    {
        Directory.CreateDirectory(folder["reference"]);
        folder.Write("reference/teamgame.csv",
            "\"GAME_ID\",\"HOME_FL\",\"R\",\"H\",\"E\",\"LOB\"\n\"ORC201707040\",0,2,5,0,3\n\"ORC201707040\",1,3,4,2,2\n");

        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--no-journal", "--against", folder["reference"]);

        Assert.Equal(1, code);
        Assert.Contains(lines, line => line.Trim() == "ORC201707040 play 0: home E 1, reference 2");
        Assert.Matches("  [12] differences?$", lines[0]);
    }

    [Fact]
    public async Task What_agrees_with_the_reference_is_ok()
    {
        Directory.CreateDirectory(folder["reference"]);
        folder.Write("reference/teamgame.csv",
            "\"GAME_ID\",\"HOME_FL\",\"R\",\"H\",\"E\",\"LOB\"\n\"ORC201707040\",0,2,5,0,3\n\"ORC201707040\",1,3,4,1,2\n");

        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--no-journal", "--against", folder["reference"]);

        Assert.Equal(0, code);
        Assert.EndsWith("ok", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_game_comes_out_of_the_journal_as_an_event_file_that_gives_it_again()
    {
        var db = folder["games.db"];
        Assert.Equal(0, (await AkkaGameProcess.Run(folder.Path, "replay", folder.Write("2017ORC.EVN", MadeUpGame.Text), "--db", db)).Code);

        var exported = await AkkaGameProcess.Run(folder.Path, "export", MadeUpGame.Id, "--db", db, "--output", folder["again.EVN"]);
        var again = await AkkaGameProcess.Run(folder.Path, "replay", folder["again.EVN"], "--no-journal");

        Assert.Equal(0, exported.Code);
        Assert.Contains("copyrighted by Retrosheet", exported.Errors, StringComparison.Ordinal);
        Assert.Equal(0, again.Code);
        Assert.Equal(MadeUpGame.Line, MadeUpGame.Squeezed(again.Lines[0]));
    }

    [Theory]
    [InlineData(2, "replay")]
    [InlineData(2, "replay", "x.EVN", "--no-such-option")]
    [InlineData(2, "replay", "x.EVN", "--no-journal", "--serve")]
    [InlineData(2, "replay", "x.EVN", "--no-journal", "--against", "nowhere")]
    [InlineData(2, "serve", "--urls", "nonsense")]
    [InlineData(2, "serve", "--urls", "http://127.0.0.1:99999")]
    [InlineData(2, "serve", "--urls", "http://localhost:0")]
    [InlineData(2, "serve", "--urls", "http://127.0.0.1:5080/foo")]
    [InlineData(2, "export", "nonsense")]
    [InlineData(2, "bench", "replay", "x.EVN", "--runs", "0")]
    [InlineData(2, "fly")]
    [InlineData(1, "export", MadeUpGame.Id, "--db", "nowhere.db")]
    [InlineData(1, "bench", "replay", "x.EVN")]
    [InlineData(0, "--help")]
    [InlineData(0, "replay", "--help")]
    [InlineData(0, "--version")]
    public async Task The_exit_code_tells_a_wrong_command_line_from_a_refusal(int expected, params string[] arguments)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, arguments);

        Assert.Equal(expected, code);
        Assert.DoesNotContain("   at AkkaGame", errors + string.Join('\n', lines), StringComparison.Ordinal);
        if (expected != 0) Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Bench_tells_plays_a_second_three_ways()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "bench", "replay", folder.Write("a.EVN", MadeUpGame.Season(3)), "--runs", "1", "--json");

        Assert.Equal(0, code);
        using var measured = JsonDocument.Parse(lines[0]);
        Assert.Equal(["parse only", "rules only", "with the SQLite journal"], measured.RootElement.EnumerateArray()
            .Select(one => one.GetProperty("what").GetString()));
        Assert.All(measured.RootElement.EnumerateArray(), one => Assert.Equal(3 * MadeUpGame.Plays, one.GetProperty("plays").GetInt32()));
        Assert.All(measured.RootElement.EnumerateArray(), one => Assert.True(one.GetProperty("playsPerSecond").GetDouble() > 0));
    }
}
