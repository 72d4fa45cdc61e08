using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// A real played game's events, as the server's API writes them, under the eyes of two checkers that know only what
/// <c>docs/dice.md</c> says: the script beside it, and the same in C#.
/// </summary>
public class DiceOutsideTests
{
    private static readonly Guid game = DiceAuditTests.Game;

    [Fact]
    public void The_description_alone_proves_a_whole_game() => Assert.Null(PlainCheck.Of(game, Written()));

    [Theory]
    [InlineData("dice-rolled")]
    [InlineData("key-revealed")]
    [InlineData("key-mixed")]
    [InlineData("nonce-given")]
    public void By_the_description_alone_a_changed_bit_is_found_at_the_right_play(string type)
    {
        var (events, seq, play) = Tampered(type);
        var found = PlainCheck.Of(game, events);
        Assert.Equal((seq, play), (found?.Seq, found?.Play));
    }

    [SkippableFact]
    public void The_script_proves_a_whole_game()
    {
        var (code, said) = Script(Written());
        Assert.Equal((0, true), (code, said.StartsWith("The dice are sound: ", StringComparison.Ordinal)));
    }

    [SkippableTheory]
    [InlineData("dice-rolled")]
    [InlineData("key-revealed")]
    [InlineData("key-mixed")]
    [InlineData("nonce-given")]
    public void The_script_finds_a_changed_bit_at_the_right_play(string type)
    {
        var (events, seq, play) = Tampered(type);
        var (code, said) = Script(events);
        Assert.Equal(1, code);
        Assert.StartsWith($"event {seq}, play {play}: ", said, StringComparison.Ordinal);
    }

    /// <summary>The answer of <c>/api/v1/games/{id}/events</c>: each event in its envelope, as a spectator sees it.</summary>
    private static JsonArray Written() => new([.. DiceAuditTests.SeenByAll.Select(static one => new JsonObject
    {
        ["seq"] = one.Seq,
        ["group"] = one.Group,
        ["type"] = WireNames.Of(one.Happened).Name,
        ["event"] = JsonSerializer.SerializeToNode(one.Happened, WireNames.Of(one.Happened).Json),
    })]);

    /// <summary>One bit of the fourth such event is turned over; answers where that must be found.</summary>
    private static (JsonArray Events, int Seq, int Play) Tampered(string type)
    {
        var events = Written();
        var at = events.Where(one => one!["type"]!.GetValue<string>() == type).ElementAt(3)!;
        var it = at["event"]!;
        var last = events.Where(one => one!["type"]!.GetValue<string>() == "play-made" && Seq(one) < Seq(at)).LastOrDefault();
        var play = last?["event"]!["number"]!.GetValue<int>() ?? 0;
        switch (type)
        {
            case "dice-rolled":
                it["dice"]!["white"] = it["dice"]!["white"]!.GetValue<int>() ^ 1;
                play++;
                break;
            case "key-revealed": it["secret"] = Turned(it["secret"]); break;
            case "key-mixed": it["away"] = Turned(it["away"]); break;
            default: it["nonce"] = Turned(it["nonce"]); break;
        }

        return (events, Seq(at), play);

        static int Seq(JsonNode? one) => one!["seq"]!.GetValue<int>();
    }

    private static string Turned(JsonNode? hex)
    {
        var text = hex!.GetValue<string>();
        return $"{text[..40]}{(text[40] == '0' ? '1' : '0')}{text[41..]}";
    }

    private static (int Code, string Said) Script(JsonArray events)
    {
        var python = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(static folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
        Skip.If(python is null, "python3 is missing: install it, and the script of docs/dice.md is tried too.");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, new JsonObject { ["events"] = events }.ToJsonString());
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "check-dice.py"), game.ToString(), file];
        using var script = Process.Start(new ProcessStartInfo(python!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        script.WaitForExit();
        File.Delete(file);
        return (script.ExitCode, output.Result + error.Result);
    }
}
