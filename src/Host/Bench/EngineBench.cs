using AkkaGame.Actors;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Journal.Bare;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>
/// Durable commands a second through the engine, the way a server works: inbox, decision, commit, receipt. Beside it in turns what the
/// store takes without an engine.
/// </summary>
/// <param name="settings">Of the server to be measured; where its journal is does not matter.</param>
/// <param name="folder">Where files are made.</param>
internal sealed class EngineBench(Settings settings, Script script, TimeSpan time, int runs, string folder, Action<string> begins)
{
    private readonly Recording recording = script.Recording;
    private int files;

    /// <summary>In memory only: what the engine itself can do.</summary>
    public Task<IReadOnlyList<Figure>> Volatile(int games, CancellationToken stop)
    {
        var bare = new Contender(Name("volatile journal alone", games), "command", () => Alone(new VolatileJournal(), games, stop));
        return Contender.TakeTurns(runs, begins, stop, bare, new Contender(Name("engine, volatile", games), "command", Engine, bare));

        async Task<Pace> Engine()
        {
            var journal = new VolatileJournal();
            await using var engine = new InProcessEngine(new(journal, journal, EmptyStands.Instance, TimeProvider.System));
            return await Play(engine, games, stop);
        }
    }

    /// <summary>Against the journal of the same file alone.</summary>
    public Task<IReadOnlyList<Figure>> Sqlite(int games, CancellationToken stop)
    {
        var bare = new Contender(Name("SQLite journal alone", games), "command", async () =>
        {
            await using var house = await House.Open(OnFile(), stop);
            return await Alone(house.Journal, games, stop);
        });
        return Contender.TakeTurns(
            runs, begins, stop, bare,
            new Contender(Name("engine on SQLite", games), "command", () => InHouse(OnFile(), games, stop), bare));
    }

    /// <summary>Against tables of three kinds that a loop fills with the same rows.</summary>
    public Task<IReadOnlyList<Figure>> Tables(int games, CancellationToken stop)
    {
        var indexed = Table("append-only table with unique index", BareTableShape.AtItsEndWithIndex);
        return Contender.TakeTurns(
            runs, begins, stop, indexed,
            Table("append-only table without index", BareTableShape.AtItsEnd),
            Table("table led by the game's key", BareTableShape.LedByGame),
            new Contender(Name("engine on SQLite", games), "command", () => InHouse(OnFile(), games, stop), indexed));

        Contender Table(string name, BareTableShape shape) => new(Name(name, games), "command", () => Task.Run(() =>
            BareTable.Run(NewFile(), shape, recording, games, time, Guid.CreateVersion7, stop)));
    }

    /// <summary>
    /// Under shard leases, as a server is, against the bare writer; for a single game against one INSERT after the other. Both in a
    /// database that is made for them on that server, and dropped. The engine on Akka.NET, where it is asked for, has one of its own.
    /// </summary>
    /// <exception cref="Journal.JournalOpenException">The server is not there, or does not let us.</exception>
    public async Task<IReadOnlyList<Figure>> Postgres(PostgresAddress server, IReadOnlyList<int> sizes, CancellationToken stop)
    {
        await using var scratch = await ScratchDatabase.Create(server.Connection, stop);
        await using var second = settings.Engine == EngineKind.Akka ? await ScratchDatabase.Create(server.Connection, stop) : null;
        var own = OnPostgres(settings with { Engine = EngineKind.Native }, scratch);
        var figures = new List<Figure>();
        foreach (var games in sizes)
        {
            var bare = new Contender(games == 1 ? "lone INSERT" : Name("bare writer", games), "command", () => Bare(games));
            var contenders = new List<Contender>
            {
                bare, new(Name("engine on PostgreSQL", games), "command", () => InHouse(own, games, stop), bare),
            };
            if (second is not null)
                contenders.Add(new(
                    Name("engine on Akka.NET, PostgreSQL", games), "command",
                    () => InHouse(OnPostgres(settings, second), games, stop), bare));
            figures.AddRange(await Contender.TakeTurns(runs, begins, stop, contenders));
        }

        return figures;

        async Task<Pace> Bare(int games)
        {
            await using var writer = await BareWriter.Open(
                scratch.Connection, Guid.CreateVersion7, new() { Lanes = settings.Lanes }, stop);
            return games == 1 ? await writer.Insert(recording, time, stop) : await writer.Run(recording, games, time, stop);
        }
    }

    /// <summary>A server's settings over a scratch database: on any free port, and quiet.</summary>
    public static Settings OnPostgres(Settings settings, ScratchDatabase scratch) => settings with
    {
        Postgres = PostgresAddress.Of(scratch.Connection, Setting.Postgres.Option),
        PeerPort = 0,
        LogLevel = LogLevel.Warning,
    };

    private Settings OnFile() => settings with { Postgres = null, Database = NewFile(), LogLevel = LogLevel.Warning };

    private string NewFile() => Path.Combine(folder, $"{++files}.db");

    private async Task<Pace> InHouse(Settings of, int games, CancellationToken stop)
    {
        await using var house = await House.Open(of, stop);
        return await Play(house.Engine, games, stop);
    }

    private Task<Pace> Play(IEngine engine, int games, CancellationToken stop) =>
        ClosedLoop.Run(Enumerable.Range(0, games).Select(_ => script.Player(engine)), time, stop);

    private Task<Pace> Alone(IJournal journal, int games, CancellationToken stop)
    {
        return ClosedLoop.Run(Enumerable.Range(0, games).Select(_ => Appender()), time, stop);

        Func<ValueTask> Appender()
        {
            var (game, next) = (default(GameId), 0);
            return async () =>
            {
                var place = next++ % recording.Count;
                if (place == 0) game = new(Guid.CreateVersion7());
                var (group, card) = recording.At(place, game, new(Guid.CreateVersion7()));
                if (await journal.Append(group, card) is { Why: { } why }) throw new InvalidOperationException(why);
            };
        }
    }

    private static string Name(string what, int games) => games == 1 ? $"{what}, 1 game" : $"{what}, {games} games";
}
