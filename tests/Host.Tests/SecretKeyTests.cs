using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

/// <summary>Where the key for the secrets of played games comes from, and what a server without it says.</summary>
public sealed class SecretKeyTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task A_server_on_PostgreSQL_without_a_key_says_so_at_its_start_and_one_with_a_key_does_not()
    {
        var database = await PostgresServer.Fresh();
        var keys = folder.Write("keys", new string('7', 64) + "\n");

        var without = await Starts("--postgres", database.App);
        var with = await Starts("--postgres", database.App, "--secret-key-file", keys);

        Assert.Contains("no game can be played here: name its file with --secret-key-file", without, StringComparison.Ordinal);
        Assert.DoesNotContain("--secret-key-file", with, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_key_is_gone_says_so_at_its_start()
    {
        var server = new PlayServer();
        await server.InitializeAsync();
        try
        {
            await server.SetUp();
            File.Delete(server.Folder["games.db.key"]);
            await server.Restart("--development");

            Assert.Contains("games.db.key): put the file back", server.Process.Errors, StringComparison.Ordinal);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_key_file_that_is_none_keeps_it_from_starting_and_is_not_repeated()
    {
        var keys = folder.Write("keys", "h0tcorner");

        var (code, _, errors) = await AkkaGameProcess.Run(
            folder.Path, "serve", "--db", folder["games.db"], "--urls", "http://127.0.0.1:0", "--secret-key-file", keys);

        Assert.NotEqual(0, code);
        Assert.Contains("expected 64 hex digits a line", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("h0tcorner", errors, StringComparison.Ordinal);
    }

    /// <summary>What it has said when it listens.</summary>
    private async Task<string> Starts(params string[] journal)
    {
        using var process = AkkaGameProcess.Start(folder.Path, ["serve", .. journal, "--urls", "http://127.0.0.1:0"]);
        await process.Says("Listening on ");
        process.Terminate();
        Assert.Equal(0, await process.Ended());
        return process.Errors;
    }
}
