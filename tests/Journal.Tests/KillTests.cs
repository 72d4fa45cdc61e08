using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

public sealed class KillTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(50)]
    [InlineData(2000)]
    public async Task Killed_in_the_middle_nothing_that_was_acknowledged_is_lost(int receipts)
    {
        var file = folder.File("games.db");
        var acknowledged = new List<(GameId Game, Receipt Receipt)>();
        for (var life = 0; life < 2; life++)
        {
            using var server = new ProbeProcess(file);
            Assert.Equal("ready", await server.FirstLine());
            for (var i = 0; i < receipts && await server.Output.ReadLineAsync() is { } line; i++) acknowledged.Add(Read(line));
            await server.Kill();
            // What it had said before it died stands in the pipe; its last line may have been cut.
            var rest = await server.Output.ReadToEndAsync();
            foreach (var line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                acknowledged.Add(Read(line));
        }

        using var journal = SqliteJournal.Open(file);
        Assert.True(acknowledged.Count >= 2 * receipts);
        foreach (var game in acknowledged.GroupBy(a => a.Game))
        {
            var read = await journal.Read(game.Key, 0);
            var stored = read.Groups.ToDictionary(g => g.Command, g => g.Last);
            Assert.All(game, a => Assert.Equal(a.Receipt.Last, stored[a.Receipt.Command]));
            Assert.Equal(Enumerable.Range(1, read.Head), read.Groups.SelectMany(g => Enumerable.Range(g.First, g.Events.Count)));
            var recovered = await Recovery.Of(game.Key, journal, journal);
            var replayed = await Recovery.Of(game.Key, journal, new VolatileJournal());
            Assert.Equal(StateHash.Of(replayed.Game.State), StateHash.Of(recovered.Game.State));
            Assert.Equal(0, recovered.BrokenSnapshots);
            Assert.Equal(read.Head, (await journal.Find(game.Key))?.Head);
        }
    }

    [Fact]
    public async Task A_file_belongs_to_one_process_until_that_one_ends()
    {
        var file = folder.File("games.db");
        using var server = new ProbeProcess(file);
        Assert.Equal("ready", await server.FirstLine());

        var here = Assert.Throws<JournalOpenException>(() => SqliteJournal.Open(file));
        using var second = new ProbeProcess(file);
        var (code, said) = await second.Ended();
        await server.FirstLine(); // By now a game is stored.
        await server.Kill();

        Assert.Equal($"{file} is in use by process {server.Id}: ask that server, stop it, or name another file with --db.", here.Message);
        Assert.Equal((1, here.Message), (code, said.Trim()));
        using var journal = SqliteJournal.Open(file);
        Assert.NotEmpty(await journal.List(0, 10));
    }

    private static (GameId, Receipt) Read(string line)
    {
        var parts = line.Split(' ');
        return (new(Guid.Parse(parts[0])), new(new(Guid.Parse(parts[1])), int.Parse(parts[2], CultureInfo.InvariantCulture)));
    }
}
