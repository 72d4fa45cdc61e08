using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Journal.Tests.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Journal.Tests;

/// <summary>What a game is does not depend on where it is written down.</summary>
public sealed class RealPlaysTests : IDisposable
{
    private const int Plays = 10_000;
    private const int GamesAtOnce = 32;

    private static readonly Author scorer = new("retrosheet", Role.Scorer);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Ten_thousand_real_plays_come_to_the_same_states_through_every_journal()
    {
        var games = Real();
        using var sqlite = SqliteJournal.Open(folder.File("games.db"));
        await using var postgres = await OwnedStore.Open(await PostgresServer.Fresh());

        var inMemory = await Hashes(new VolatileJournal(), games);
        var inFile = await Hashes(sqlite, games);
        var inDatabase = await Hashes(postgres, games);

        Assert.Equal(inMemory, inFile);
        Assert.Equal(inMemory, inDatabase);
    }

    /// <summary>The first games of the season that hold so many plays.</summary>
    private static List<RealGame> Real()
    {
        var folder = Environment.GetEnvironmentVariable("AKKAGAME_RETROSHEET") is { Length: > 0 } named ? named : "../shared/retrosheet";
        var season = Path.Combine(folder, "season-2018");
        string[] files = Directory.Exists(season) ? [.. Directory.GetFiles(season, "*.EV?").Order(StringComparer.Ordinal)] : [];
        Skip.If(files.Length == 0, $"No event files in {season}; AKKAGAME_RETROSHEET names the folder of real games.");
        var (found, plays) = (new List<RealGame>(), 0);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            foreach (var result in EventFileReader.Read(stream, Path.GetFileName(file)))
            {
                if (result is not RealGame real) continue;
                found.Add(real);
                plays += real.Commands.Count(static command => command.Command is RecordPlay);
                if (plays >= Plays) return found;
            }
        }

        throw new InvalidOperationException($"{season} holds {plays} plays only.");
    }

    /// <summary>Each game sent through an engine, left, and brought back from what the journal has of it.</summary>
    private static async Task<string[]> Hashes<T>(T journal, List<RealGame> games) where T : IJournal, ISnapshots
    {
        await using var engine = new InProcessEngine(new(journal, journal, EmptyStands.Instance, TimeProvider.System));
        var hashes = new string[games.Count];
        await Parallel.ForAsync(0, games.Count, new ParallelOptions { MaxDegreeOfParallelism = GamesAtOnce }, async (i, stop) =>
        {
            var game = GameId.OfRetrosheet(games[i].Id);
            var (seen, isOver) = (0, false);
            foreach (var command in games[i].All(() => isOver))
            {
                var id = CommandId.OfRetrosheet(games[i].Id, command.Record);
                var answer = await engine.Ask(game, new(id, scorer, seen, command.Command), stop);
                Assert.Null(answer.Refused);
                var now = (await engine.Look(game, stop)).State!;
                (seen, isOver) = (now.Ledger.Seen, now.Game.IsOver);
            }

            Assert.True(await engine.Evict(game, stop));
            var back = (await engine.Look(game, stop)).State!;
            var replayed = (await Recovery.Of(game, journal, new VolatileJournal(), stop: stop)).Game.State;
            Assert.Equal(StateHash.Of(replayed), StateHash.Of(back));
            hashes[i] = $"{games[i].Id} {back.Ledger.Seq} {Convert.ToHexStringLower(StateHash.Of(back))}";
        });
        return hashes;
    }
}
