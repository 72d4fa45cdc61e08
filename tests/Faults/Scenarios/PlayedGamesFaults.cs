using System.Globalization;
using System.Security.Cryptography;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Scripts;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Scenarios;

/// <summary>
/// Whole played games by scripts while the server is killed again and again, at random moments and at every point between asking and
/// hearing: nothing acknowledged is lost, nothing happens twice, the dice are the same dice, and each game comes to an end that its
/// journal tells whole.
/// </summary>
public sealed class PlayedGamesFaults : IDisposable
{
    private const int Seed = 40_000;

    private static readonly string[] deaths =
        ["append.afterCommit:250", "append.before:400", "publish.before:300", "snapshot.beforeCommit:12"];

    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-faults-").FullName;
    private readonly ScriptLoad load = new();
    private readonly GameId[] games = [.. Enumerable.Range(0, Count).Select(_ => Sample.NewGame())];

    /// <summary>In the test command; <c>AKKAGAME_WHOLE_GAMES</c> names another number.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_WHOLE_GAMES"), out var count) ? count : 16;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task On_SQLite_killed_again_and_again_whole_games_come_to_their_end()
    {
        var file = Path.Combine(folder, "games.db");
        await PlayThrough(file, ["--idle", "300"]);
        using var journal = SqliteJournal.Open(file);
        await AssertSound(journal);
    }

    [SkippableFact]
    public async Task On_PostgreSQL_killed_again_and_again_whole_games_come_to_their_end()
    {
        var database = await PostgresServer.Fresh();
        var keys = Path.Combine(folder, "house.key");
        await File.WriteAllTextAsync(keys, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n");
        await PlayThrough(
            database.App, ["--idle", "300", "--keys", keys, "--peers", League.FreePort().ToString(CultureInfo.InvariantCulture)]);
        await using var journal = await PostgresJournal.Open(new(database.App));
        await AssertSound(journal);
    }

    private async Task PlayThrough(string store, string[] options)
    {
        var draw = new Random(Seed);
        var playing = load.Play(games, Seed);
        for (var life = 0; life < 2 * deaths.Length; life++)
        {
            using var node = await PipedNode.Start(store, life % 2 == 0 ? deaths[life / 2] : null, options);
            load.To(node);
            var enough = load.Acknowledged + draw.Next(100, 600);
            while (!playing.IsCompleted && !node.Ended.IsCompleted && (life % 2 == 0 || load.Acknowledged < enough)) await Task.Delay(5);
            load.To(null);
            await node.Kill();
        }

        using var last = await PipedNode.Start(store, null, options);
        load.To(last);
        await playing;
        await last.Stop();
    }

    private async Task AssertSound(IJournal journal)
    {
        Assert.Contains(load.History, static o => o.Heard == Heard.Unknown);
        await Findings.AssertKept(load.History, games, journal);
        foreach (var game in games)
        {
            var groups = (await journal.Read(game, 0)).Groups;
            var state = groups.Aggregate(GameState.New(game), GameRules.Evolve);
            Assert.Null(PlayedOut.Fault(game, groups, state));
        }
    }
}
