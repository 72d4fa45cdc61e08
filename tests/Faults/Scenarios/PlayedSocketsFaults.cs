using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Scripts;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Scenarios;

/// <summary>
/// Whole played games with everybody at the wire, behind a network that doubles and reorders commands, delays and cuts, while the server
/// dies at every point between asking and hearing: all come to their end, and all have the same game.
/// </summary>
public sealed class PlayedSocketsFaults : IAsyncDisposable
{
    /// <summary>A short game between people, and a usual one; whoever asks for more of them gets all kinds.</summary>
    private static readonly int seed = Enumerable.Range(50_000, 10_000).First(
        static one => one % 8 is not (0 or 7) && ScriptRules.For(one, 400).ScheduledInnings <= 3);

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private static readonly string[] deaths =
        ["append.afterCommit:40", "publish.after:60", "snapshot.beforeCommit:3", "append.before:50", "publish.before:40"];

    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-faults-").FullName;
    private readonly FaultProxy proxy = new(new IPEndPoint(IPAddress.Loopback, 1), plan: Weather());
    private readonly SocketPeople people;
    private readonly ScriptLoad load;
    private readonly GameId[] games = [.. Enumerable.Range(0, Count).Select(static _ => Sample.NewGame())];

    public PlayedSocketsFaults()
    {
        people = new(proxy, seed);
        load = new(people.Send);
    }

    /// <summary>In the test command; <c>AKKAGAME_WIRE_GAMES</c> names another number.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_WIRE_GAMES"), out var count) ? count : 2;

    public async ValueTask DisposeAsync()
    {
        await people.DisposeAsync();
        await proxy.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task On_SQLite_everybody_at_the_wire_has_the_same_game()
    {
        var file = Path.Combine(folder, "games.db");
        await PlayThrough(file, ["--idle", "300"], () => Task.FromResult<IJournal>(SqliteJournal.Open(file)));
    }

    [SkippableFact]
    public async Task On_PostgreSQL_everybody_at_the_wire_has_the_same_game()
    {
        var database = await PostgresServer.Fresh();
        var keys = Path.Combine(folder, "house.key");
        await File.WriteAllTextAsync(keys, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n");
        await PlayThrough(
            database.App, ["--idle", "300", "--keys", keys, "--peers", League.FreePort().ToString(CultureInfo.InvariantCulture)],
            async () => await PostgresJournal.Open(new(database.App)));
    }

    private static Plan Weather()
    {
        var most = TimeSpan.FromMilliseconds(60);
        return new(
            seed,
            new() { Duplicate = 0.1, Reorder = 0.05, Delay = 0.02, Cut = 0.01, HalfClose = 0.002, WaitMost = most, Only = Plan.Commands },
            new() { Delay = 0.01, Cut = 0.003, WaitMost = most }, Refuse: 0.1);
    }

    private async Task PlayThrough(string store, string[] options, Func<Task<IJournal>> open)
    {
        var playing = load.Play(games, seed);
        foreach (var death in deaths)
        {
            using var node = await PipedNode.Start(store, death, options);
            To(node);
            while (!playing.IsCompleted && !node.Ended.IsCompleted) await Task.Delay(5);
            load.To(null);
            await node.Kill();
        }

        using var last = await PipedNode.Start(store, null, options);
        To(last);
        await playing;
        proxy.Heal();
        var heads = new Dictionary<GameId, int>();
        foreach (var game in games) heads[game] = (await last.Look(game, default))!.Value.Seq;
        await people.Converged(heads, patience);
        people.Log.End();
        var boxes = new Dictionary<GameId, IReadOnlyList<BoxScore>>();
        foreach (var game in games) boxes[game] = await people.Boxes(game);
        await people.DisposeAsync();
        await last.Stop();

        var journal = await open();
        await AssertSound(journal, boxes);
        if (journal is IAsyncDisposable slow) await slow.DisposeAsync();
        else ((IDisposable)journal).Dispose();
    }

    private void To(PipedNode node)
    {
        people.To(node);
        load.To(node);
    }

    private async Task AssertSound(IJournal journal, Dictionary<GameId, IReadOnlyList<BoxScore>> boxes)
    {
        Assert.Contains(load.History, static o => o.Heard == Checking.Heard.Unknown);
        await Findings.AssertKept(load.History, games, journal);
        await SocketFindings.AssertKept(people.Log, journal);
        Assert.Contains(boxes.Values, static heard => heard.Count > 0);
        foreach (var game in games)
        {
            var groups = (await journal.Read(game, 0)).Groups;
            Assert.Null(PlayedOut.Fault(game, groups, groups.Aggregate(GameState.New(game), GameRules.Evolve)));
            var owners = BoxScore.Of(game, EffectiveHistory.Events(groups));
            Assert.All(boxes[game], heard => Assert.Equivalent(owners, heard, strict: true));
        }
    }
}
