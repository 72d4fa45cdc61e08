namespace AkkaGame.Host.Tests;

public sealed class ImportTests : IDisposable
{
    private const int Games = 500;

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_in_the_middle_and_started_again_it_goes_on_and_the_result_is_the_same()
    {
        var file = folder.Write("season.EVN", MadeUpGame.Season(Games));
        using (var killed = AkkaGameProcess.Start(folder.Path, "replay", file, "--db", folder["killed.db"]))
        {
            await killed.HasSaid(20);
            killed.Kill();
            await killed.Ended();
            Assert.InRange(killed.Lines.Count, 20, Games - 1);
        }

        var again = await AkkaGameProcess.Run(folder.Path, "replay", file, "--db", folder["killed.db"]);
        var whole = await AkkaGameProcess.Run(folder.Path, "replay", file, "--db", folder["whole.db"]);

        Assert.Equal(0, again.Code);
        Assert.Equal(0, whole.Code);
        Assert.Equal(whole.Lines.Take(Games), again.Lines.Take(Games));
        Assert.Equal(Games, await SameGames("whole.db", "killed.db"));
    }

    [Fact]
    public async Task Told_to_stop_it_stops_in_good_order_and_goes_on_the_next_time()
    {
        var file = folder.Write("season.EVN", MadeUpGame.Season(Games));
        using (var stopped = AkkaGameProcess.Start(folder.Path, "replay", file, "--db", folder["stopped.db"]))
        {
            await stopped.HasSaid(20);
            stopped.Terminate();
            Assert.Equal(1, await stopped.Ended());
            Assert.Contains("goes on where the journal ends", stopped.Errors, StringComparison.Ordinal);
            Assert.InRange(stopped.Lines.Count, 20, Games - 1);
        }

        var again = await AkkaGameProcess.Run(folder.Path, "replay", file, "--db", folder["stopped.db"]);

        Assert.Equal(0, again.Code);
        Assert.Equal(Games, again.Lines.Count(line => line.EndsWith("ok", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Games_are_served_during_the_import_and_afterwards_until_told_to_stop()
    {
        using var serving = AkkaGameProcess.Start(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Season(3)), "--db", folder["games.db"], "--serve", "--urls",
            "http://127.0.0.1:0");
        using var client = await Client.Of(serving);
        await serving.Says("3 games,");

        using var games = await client.Json("/api/v1/games");
        Assert.Equal(3, games.RootElement.GetProperty("games").GetArrayLength());

        // One process a file: a second one asks who holds it.
        var second = await AkkaGameProcess.Run(folder.Path, "replay", folder["a.EVN"], "--db", folder["games.db"]);
        Assert.Equal(0, second.Code);
        Assert.Contains($"held by process {serving.Id}: asking that server", second.Errors, StringComparison.Ordinal);

        serving.Terminate();
        Assert.Equal(0, await serving.Ended());
    }

    /// <summary>How many games both journals show alike: as they are in the list, in their last state, and in words.</summary>
    private async Task<int> SameGames(string one, string other)
    {
        using var first = AkkaGameProcess.Start(folder.Path, "serve", "--db", folder[one], "--urls", "http://127.0.0.1:0");
        using var second = AkkaGameProcess.Start(folder.Path, "serve", "--db", folder[other], "--urls", "http://127.0.0.1:0");
        using var ours = await Client.Of(first);
        using var theirs = await Client.Of(second);
        var alike = 0;
        for (var number = 0; number < Games; number++)
        {
            var game = $"/api/v1/games/ORC{new DateOnly(2017, 1, 1).AddDays(number):yyyyMMdd}0";
            Assert.Equal(await ours.Text(game + "/state"), await theirs.Text(game + "/state"));
            Assert.Equal(await ours.Text(game + "/plays"), await theirs.Text(game + "/plays"));
            alike++;
        }

        return alike;
    }
}
