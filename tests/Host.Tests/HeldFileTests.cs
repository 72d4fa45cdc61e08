using System.Text.Json;

namespace AkkaGame.Host.Tests;

/// <summary>A journal's file that a running server holds: the verbs ask that server, and say so.</summary>
public sealed class HeldFileTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Games_are_imported_exported_and_checked_through_the_server()
    {
        using var server = await OperatedServer.Start(folder, games: 0);

        var imported = await Run("replay", folder.Write("a.EVN", MadeUpGame.Season(3) + MadeUpGame.Text));
        var again = await Run("replay", folder["a.EVN"], "--json");
        var exported = await Run("export", MadeUpGame.Id, "-o", folder["held.EVE"]);
        var verified = await Run("verify", MadeUpGame.Id, "--json");
        var all = await Run("verify", "--all");
        var stats = await Run("ops", "stats", "--json");

        Asked(imported);
        Asked(again);
        Asked(exported);
        Asked(verified);
        Asked(all);
        Assert.Contains("4 ok; in the journal", imported.Lines[^2], StringComparison.Ordinal);
        using (var numbers = JsonDocument.Parse(stats.Lines[0]))
            Assert.Equal(server.Process.Id, numbers.RootElement.GetProperty("process").GetInt32());
        using (var client = await Client.Of(server.Process))
            Assert.Contains("Rufus Abel", await client.Text($"/api/v1/games/{MadeUpGame.Id}/box"), StringComparison.Ordinal);

        // What came in over the wire is what comes in over a file that nobody holds.
        server.Process.Terminate();
        Assert.Equal(0, await server.Process.Ended());
        var alone = await Run("export", MadeUpGame.Id, "-o", folder["alone.EVE"]);
        var hash = await Run("verify", MadeUpGame.Id, "--json");
        Assert.DoesNotContain("asking that server", alone.Errors, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(folder["alone.EVE"]), await File.ReadAllBytesAsync(folder["held.EVE"]));
        Assert.Equal(Hash(hash.Lines[0]), Hash(verified.Lines[0]));
        await AkkaGameProcess.Run(folder.Path, "replay", folder["a.EVN"], "--db", folder["other.db"]);
        var other = await AkkaGameProcess.Run(folder.Path, "verify", MadeUpGame.Id, "--json", "--db", folder["other.db"]);
        Assert.Equal(Hash(other.Lines[0]), Hash(hash.Lines[0]));

        void Asked((int Code, IReadOnlyList<string> Lines, string Errors) ran)
        {
            Assert.True(ran.Code == 0, ran.Errors);
            Assert.Contains(
                $"is held by process {server.Process.Id}: asking that server at {server.Url}", ran.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_game_that_the_server_does_not_have_or_cannot_give_is_one_line()
    {
        using var server = await OperatedServer.Start(folder);

        var missing = await Run("export", "CLE190001010");
        var notChecked = await Run("verify", "CLE190001010");

        Assert.Equal((1, 1), (missing.Code, notChecked.Code));
        Assert.Contains("akkagame: There is no game CLE190001010.", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("akkagame: There is no game CLE190001010.", notChecked.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_killed_is_not_asked()
    {
        using (var server = await OperatedServer.Start(folder))
        {
            server.Process.Kill();
            await server.Process.Ended();
            Assert.Contains(server.Url, await File.ReadAllTextAsync(folder["games.db.lock.pid"]), StringComparison.Ordinal);
        }

        var (code, _, errors) = await Run("verify", MadeUpGame.Id);

        Assert.Equal((0, ""), (code, errors));
    }

    [Fact]
    public async Task Who_closed_leaves_no_address()
    {
        using var server = await OperatedServer.Start(folder);
        server.Process.Terminate();
        await server.Process.Ended();

        Assert.DoesNotContain("http", await File.ReadAllTextAsync(folder["games.db.lock.pid"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_holds_the_file_and_does_not_serve_is_named()
    {
        using var server = await OperatedServer.Start(folder);

        var serving = await Run("serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, serving.Code);
        Assert.Contains($"in use by process {server.Process.Id}", serving.Errors, StringComparison.Ordinal);
    }

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Run(params string[] arguments) =>
        AkkaGameProcess.Run(folder.Path, [.. arguments, "--db", folder["games.db"]]);

    private static string Hash(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("stateHash").GetString()!;
    }
}
