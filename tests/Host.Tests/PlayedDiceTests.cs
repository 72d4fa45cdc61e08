using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Host.Tests;

/// <summary>A whole game played over HTTP, and then everybody recomputes its dice.</summary>
public sealed partial class PlayedDiceTests : IAsyncLifetime
{
    private readonly PlayServer server = new();
    private string game = "";

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        var played = await AkkaGameProcess.Run(server.Folder.Path, "play", server.Url, "--auto", "--seed", "5");
        Assert.True(played.Code == 0, played.Errors);
        game = GameId().Match(played.Lines[0]).Value;
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Verify_recomputes_every_roll_and_finds_the_one_that_was_changed_by_hand()
    {
        var asked = await Verify();
        Assert.True(asked.Code == 0, asked.Errors);
        var line = Sound().Match(Assert.Single(asked.Lines, static line => line.StartsWith("dice: ", StringComparison.Ordinal)));
        Assert.True(line.Success);
        Assert.Equal(line.Groups[1].Value, line.Groups[2].Value);

        await server.Stop();
        await Change("""
            update event set body = cast(replace(cast(body as text), '"white":1,', '"white":2,') as blob) where type = 14
            """);
        var found = await Verify();

        Assert.Equal(1, found.Code);
        Assert.Contains("(dice-roll): play ", found.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_script_of_a_player_proves_the_game_off_the_public_API()
    {
        var python = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(static folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
        Skip.If(python is null, "python3 is missing: install it, and the script of docs/dice.md is tried too.");
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "check-dice.py"), game, server.Url];
        using var script = Process.Start(new ProcessStartInfo(python!, arguments) { RedirectStandardOutput = true })!;

        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.Equal(0, script.ExitCode);
        Assert.Matches(@"^The dice are sound: (\d+) of \1 rolls recomputed\.", said);
    }

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Verify() =>
        AkkaGameProcess.Run(server.Folder.Path, "verify", game, "--db", server.Folder["games.db"]);

    private async Task Change(string sql)
    {
        await using var journal = new SqliteConnection($"Data Source={server.Folder["games.db"]};Pooling=False");
        await journal.OpenAsync();
        await using var command = journal.CreateCommand();
        command.CommandText = $"drop trigger event_stays; drop trigger event_remains; {sql}";
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex GameId();

    [GeneratedRegex(@"^dice: (\d+) of (\d+) rolls under \d+ keys recomputed, \d+ reveals compared with their seals$")]
    private static partial Regex Sound();
}
