using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Host.Tests;

/// <summary>A journal that somebody has been at by hand.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_sound_game_is_said_to_be_with_the_hash_of_its_state()
    {
        await Journal();

        var (code, lines, errors) = await Verify(MadeUpGame.Id);
        using var json = JsonDocument.Parse(Assert.Single((await Verify(MadeUpGame.Id, "--json")).Lines));

        Assert.Equal((0, ""), (code, errors));
        var found = json.RootElement;
        Assert.True(found.GetProperty("sound").GetBoolean());
        Assert.Equal(found.GetProperty("head").GetInt32(), found.GetProperty("seq").GetInt32());
        Assert.Equal(64, found.GetProperty("stateHash").GetString()!.Length);
        Assert.Empty(found.GetProperty("faults").EnumerateArray());
        Assert.NotEmpty(found.GetProperty("snapshots").EnumerateArray());
        Assert.StartsWith($"{MadeUpGame.Id}: ", lines[0], StringComparison.Ordinal);
        Assert.Contains($"state hash {found.GetProperty("stateHash").GetString()}", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an event changed by hand",
        "update event set body = cast(replace(cast(body as text), '\"from\":\"First\"', '\"from\":\"Third\"') as blob) where seq > 30", 0,
        "does-not-follow")]
    [InlineData("a run that nobody scored",
        "update event set body = cast(replace(cast(body as text), '\"to\":\"Home\"', '\"to\":\"Third\"') as blob)", 0, "")]
    [InlineData("an event that is no JSON any more", "update event set body = x'00' where seq = 40", 40, "unreadable")]
    [InlineData("an event of a later build", "update event set ver = 99 where seq = 41", 41, "unreadable")]
    [InlineData("a row less", "delete from event where seq = 40", 40, "")]
    [InlineData("no beginning", "delete from event where seq = 1", 1, "")]
    [InlineData("the last group without its tail",
        "update event set last = last + 1 where last = (select max(seq) from event)", 0, "half-a-group")]
    [InlineData("a command twice",
        "update event set command = (select command from event where seq = 1) where last = (select last from event where seq = 30)", 0,
        "command-twice")]
    public async Task What_was_done_to_its_events_is_found(string what, string change, int seq, string rule)
    {
        await Journal(change);

        var (code, lines, errors) = await Verify(MadeUpGame.Id, "--json");

        Assert.True(code == 1, what);
        using var json = JsonDocument.Parse(Assert.Single(lines));
        Assert.False(json.RootElement.GetProperty("sound").GetBoolean());
        var fault = json.RootElement.GetProperty("faults")[0];
        // Of a group that lacks a row only the group can be named: it begins at most a few events before.
        if (seq > 0) Assert.InRange(fault.GetProperty("seq").GetInt32(), rule == "unreadable" ? seq : seq - 4, seq);
        if (rule.Length > 0) Assert.Equal(rule, fault.GetProperty("rule").GetString());
        Assert.Contains($"{MadeUpGame.Id}, event {fault.GetProperty("seq").GetInt32()} (", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_snapshot_is_reported_and_no_fault_of_the_game()
    {
        await Journal("update snapshot set body = x'7B7D'");

        var (code, lines, _) = await Verify(MadeUpGame.Id);

        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.EndsWith("its checksum is not that of its content", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_games_are_checked_and_the_unsound_ones_named()
    {
        await Journal("update event set body = x'00' where seq = 40 and game = (select game from game where number = 2)", games: 3);

        var (code, lines, errors) = await Verify("--all");
        var asJson = await Verify("--all", "--json");

        Assert.Equal((1, 1), (code, asJson.Code));
        Assert.Single(lines, line => line.Contains("NOT sound, event 40 (unreadable)", StringComparison.Ordinal));
        Assert.Contains("1 of 3 games are not sound", errors, StringComparison.Ordinal);
        Assert.Equal(4, asJson.Lines.Count);
        using var summary = JsonDocument.Parse(asJson.Lines[^1]);
        Assert.Equal(2, summary.RootElement.GetProperty("summary").GetProperty("sound").GetInt32());
        Assert.Equal(1, summary.RootElement.GetProperty("summary").GetProperty("unsound").GetInt32());
    }

    [Theory]
    [InlineData(2, "verify takes a game's id, or --all")]
    [InlineData(2, "verify takes a game's id, or --all", MadeUpGame.Id, "--all")]
    [InlineData(2, "nonsense is no game's id", "nonsense")]
    [InlineData(1, "holds no game CLE190001010", "CLE190001010")]
    public async Task What_cannot_be_checked_is_one_line(int expected, string why, params string[] arguments)
    {
        await Journal();

        var (code, _, errors) = await Verify(arguments);

        Assert.Equal(expected, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Verify(params string[] arguments) =>
        AkkaGameProcess.Run(folder.Path, ["verify", .. arguments, "--db", folder["games.db"]]);

    private async Task Journal(string? change = null, int games = 1)
    {
        var text = games == 1 ? MadeUpGame.Text : MadeUpGame.Season(games);
        var imported = await AkkaGameProcess.Run(folder.Path, "replay", folder.Write("a.EVN", text), "--db", folder["games.db"]);
        Assert.Equal(0, imported.Code);
        if (change is null) return;
        await using var journal = new SqliteConnection($"Data Source={folder["games.db"]};Pooling=False");
        await journal.OpenAsync();
        await using var command = journal.CreateCommand();
        command.CommandText = $"drop trigger event_stays; drop trigger event_remains; {change}";
        await command.ExecuteNonQueryAsync();
    }
}
