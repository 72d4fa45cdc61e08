using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.OnAkka.Tests;

/// <summary>The engine on Akka.NET over Akka.Persistence.Sql itself, in the journal that the other engine uses.</summary>
public abstract class RealJournalSpec : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> started = [];

    /// <summary>Journal, snapshots and list of games, as everybody else reads them.</summary>
    protected abstract IJournal Store { get; }

    /// <summary>How Akka reaches the same.</summary>
    protected abstract Config Config { get; }

    public abstract Task InitializeAsync();

    public virtual async Task DisposeAsync()
    {
        foreach (var one in started) await one.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_game_is_written_and_comes_back_and_everybody_reads_it()
    {
        var engine = Start(new() { SnapshotEvery = 7 });
        var game = await Played(engine, 12);
        var before = (await engine.Look(game)).State!;
        await engine.Evict(game);

        var after = (await engine.Look(game)).State!;
        await engine.DisposeAsync();

        Assert.Equal(before, after);
        var read = await Recovery.Of(game, Store, new VolatileJournal());
        Assert.Equal(StateHash.Of(before), StateHash.Of(read.Game.State));
        var kept = await ((ISnapshots)Store).Latest(game);
        Assert.Equal(before.Ledger.Seq, kept?.Seq);
        Assert.Equal(before, (await Recovery.Of(game, Store, (ISnapshots)Store)).Game.State);
        var listed = await ((IGames)Store).Find(game);
        Assert.Equal(before.Ledger.Seq, listed!.Head);
        Assert.Equal(GameSummary.Of(before)!.ToJson(), listed.Summary.ToArray());
        var feed = ((IFeed)Store).FeedOf(game);
        Assert.Equal(
            Enumerable.Range(1, before.Ledger.Seq),
            (await ((IFeed)Store).Read(feed, 0, 1000)).Where(one => one.Game == game).Select(static one => one.Seq));
    }

    /// <summary>No copy: a game goes from engine to engine as it goes from process to process.</summary>
    [SkippableFact]
    public async Task A_game_goes_from_one_engine_to_the_other_and_back()
    {
        var game = Sample.NewGame();
        var facts = Sample.Facts(3) with { Why = "\"rain\" <é>" };
        var receipts = new List<Receipt>();
        for (var turn = 0; turn < 4; turn++)
        {
            if (turn % 2 == 0) await NativeIsGone();
            await using IAsyncDisposable engine = turn % 2 == 0 ? Start(new()) : await Native();
            if (turn == 0) await Say(Sample.Creation());
            await Say(facts);
            await Say(Sample.Facts(2));

            async Task Say(Envelope command)
            {
                var answer = await ((IEngine)engine).Ask(game, command);
                Assert.Null(answer.Refused);
                if (command == facts) receipts.Add(answer.Receipt);
            }
        }

        Assert.Equal([false, true, true, true], receipts.Select(static one => one.Duplicate));
        Assert.Single(receipts.Select(static one => (one.First, one.Last)).Distinct());
        Assert.Equal(6, (await Store.Read(game, 0)).Groups.Count);
    }

    /// <summary>What throws acknowledged plays away where the plugin is left as it comes.</summary>
    [SkippableFact]
    public async Task A_game_that_goes_from_node_to_node_and_back_without_a_snapshot_keeps_every_play()
    {
        var (one, other) = (Start(new() { SnapshotEvery = 1000 }), Start(new() { SnapshotEvery = 1000 }));
        var game = await Played(one, 1);
        var commands = new List<Envelope>();
        for (var move = 0; move < 4; move++)
        {
            var here = move % 2 == 0 ? one : other;
            for (var i = 0; i < 3; i++)
            {
                commands.Add(Sample.Facts());
                var answer = await here.Ask(game, commands[^1]);
                // The first one may find a game that is behind: it hears that, and is in time when it is sent again.
                if (answer.Refused is { Retry: Retry.SameId }) answer = await here.Ask(game, commands[^1]);
                Assert.Null(answer.Refused);
            }
        }

        await one.Evict(game);
        var receipts = (await one.Look(game)).State!.Ledger.Receipts;
        Assert.All(commands, command => Assert.True(receipts.TryFind(command.Id, out _)));
        Assert.Equal(13, (await Store.Read(game, 0)).Groups.Count);
    }

    /// <summary>What fails a batch of 256 games and stops the node for half a minute where the plugin is left as it comes.</summary>
    [SkippableFact]
    public async Task Somebody_elses_event_under_the_next_number_of_one_game_stops_that_game_and_no_other()
    {
        var faults = new System.Collections.Concurrent.ConcurrentQueue<GameId>();
        var engine = Start(new() { SnapshotEvery = 1000, Faulted = (game, _) => faults.Enqueue(game) });
        var games = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Played(engine, 1)));
        for (var round = 0; round < 5; round++)
        {
            var ill = games[round];
            var foreign = Sample.Group(ill, await Store.Head(ill) + 1);
            Assert.Equal(AppendResult.Appended, await Append(foreign));

            var answers = await Task.WhenAll(games.Select(async game => (game, await engine.Ask(game, Sample.Facts()))));

            var refused = Assert.Single(answers, static one => one.Item2.Refused is not null);
            Assert.Equal((ill, Retry.SameId), (refused.game, refused.Item2.Refused!.Retry));
            Assert.Null((await engine.Ask(ill, Sample.Facts())).Refused); // It knows of that event by now.
        }

        Assert.Equal(games[..5], faults);
    }

    /// <summary>Two clusters by mistake, each with the game in memory: the key refuses one of them, which then catches up.</summary>
    [SkippableFact]
    public async Task Two_that_know_nothing_of_each_other_write_nothing_twice_and_lose_nothing()
    {
        var engines = new[] { Start(new() { SnapshotEvery = 10 }), Start(new() { SnapshotEvery = 10 }) };
        var game = await Played(engines[0], 1);

        var receipts = await Task.WhenAll(engines.Select(engine => Task.Run(async () =>
        {
            var taken = new List<Receipt>();
            for (var i = 0; i < 40; i++)
            {
                var command = Sample.Facts();
                Answer answer;
                do answer = await engine.Ask(game, command);
                while (answer.Refused is { Retry: Retry.SameId });
                Assert.Null(answer.Refused);
                taken.Add(answer.Receipt);
            }

            return taken;
        })));

        var stored = (await Store.Read(game, 0)).Groups;
        Assert.Equal(81, stored.Count);
        Assert.Equal(
            stored.Skip(1).Select(static group => (group.Command, group.Last)),
            receipts.SelectMany(static one => one).Select(static one => (one.Command, one.Last)).OrderBy(static one => one.Last));
    }

    [SkippableFact]
    public async Task A_snapshot_that_cannot_be_read_is_passed_over()
    {
        var engine = Start(new() { SnapshotEvery = 4 });
        var game = await Played(engine, 10);
        var before = (await engine.Look(game)).State!;
        Assert.True(await engine.Evict(game));
        await Spoil();

        Assert.Equal(before, (await engine.Look(game)).State);
        Assert.True(engine.Figures().SnapshotFaults > 0);
        Assert.Null((await engine.Ask(game, Sample.Facts())).Refused);
    }

    /// <summary>A body that is no JSON, as a failing disk leaves it.</summary>
    [SkippableFact]
    public async Task A_game_with_a_damaged_event_is_put_aside_and_is_no_trouble_of_the_others()
    {
        var engine = Start(new() { SnapshotEvery = 1000 });
        var (ill, well) = (await Played(engine, 5), await Played(engine, 5));
        foreach (var game in new[] { ill, well }) await engine.Evict(game);
        await Damage(ill, 3);

        var seen = await engine.Look(ill);

        Assert.Equal(2, seen.State!.Ledger.Seq);
        Assert.Contains("3", seen.Quarantined);
        Assert.Equal(RefusalCode.Quarantined, (await engine.Ask(ill, Sample.Facts())).Refused?.Code);
        Assert.Null((await engine.Ask(well, Sample.Facts())).Refused);
    }

    /// <summary>Writes half a body in that event's place, and leaves no snapshot that would pass over it.</summary>
    protected abstract Task Damage(GameId game, int seq);

    /// <summary>The node of the other engine lives no more.</summary>
    protected virtual Task NativeIsGone() => Task.CompletedTask;

    /// <summary>A group that was written past the engine, as another node does it.</summary>
    protected abstract ValueTask<AppendResult> Append(EventGroup group);

    /// <summary>Changes a byte in every snapshot.</summary>
    protected abstract Task Spoil();

    protected AkkaEngine Start(EngineOptions options)
    {
        var engine = AkkaEngine.Alone(Ports(), options, Config);
        started.Add(engine);
        return engine;
    }

    protected virtual Task<InProcessEngine> Native() => Task.FromResult(new InProcessEngine(Ports()));

    protected EnginePorts Ports() => new(Store, (ISnapshots)Store, EmptyStands.Instance, TimeProvider.System)
    {
        Games = (IGames)Store, Quarantine = (IQuarantine)Store,
    };

    protected static async Task<GameId> Played(IEngine engine, int commands)
    {
        var game = Sample.NewGame();
        Assert.Null((await engine.Ask(game, Sample.Creation())).Refused);
        for (var i = 1; i < commands; i++) Assert.Null((await engine.Ask(game, Sample.Facts())).Refused);
        return game;
    }
}

/// <summary>In a file.</summary>
public sealed class SqliteRealJournalTests : RealJournalSpec
{
    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-akka-").FullName;
    private SqliteJournal? journal;

    private string FilePath => Path.Combine(folder, "games.db");

    protected override IJournal Store => journal!;

    protected override Config Config =>
        Hocon.Persistence("SQLite.MS", $"Data Source={FilePath};Default Timeout=10", null).WithFallback(Hocon.Read("akka.conf"));

    public override Task InitializeAsync()
    {
        journal = SqliteJournal.Open(FilePath);
        AkkaTables.PrepareSqlite(FilePath);
        AkkaTables.PrepareSqlite(FilePath); // Once more does no harm.
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        journal!.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    protected override async ValueTask<AppendResult> Append(EventGroup group) => (await Store.Append(group)).Result;

    protected override Task Spoil() =>
        Execute("update akka_snapshot set snapshot = cast(substr(snapshot, 1, 40) || zeroblob(8) || substr(snapshot, 49) as blob)");

    protected override Task Damage(GameId game, int seq) => Execute(
        "drop trigger event_stays; delete from akka_snapshot; "
        + $"update event set body = x'7B22FF' where game = unhex('{game.Value:N}') and seq = {seq}");

    private Task Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={FilePath}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
        return Task.CompletedTask;
    }
}

/// <summary>In PostgreSQL.</summary>
public sealed class PostgresRealJournalTests : RealJournalSpec
{
    private readonly Guid node = Guid.CreateVersion7();
    private PostgresDatabase? database;
    private PostgresJournal? journal;

    protected override IJournal Store => journal!;

    protected override Config Config =>
        Hocon.Persistence("PostgreSQL.15", database!.App, "akkagame").WithFallback(Hocon.Read("akka.conf"));

    public override async Task InitializeAsync()
    {
        database = await (await PostgresServer.Shared()).NewDatabase();
        await AkkaTables.PreparePostgres(database.Owner);
        await AkkaTables.PreparePostgres(database.Owner); // Once more does no harm.
        journal = await PostgresJournal.Open(new(database.App) { Node = () => node });
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (journal is not null) await journal.DisposeAsync();
    }

    /// <summary>Both engines are kept from starting beside each other; this is what stops one that slipped in.</summary>
    [SkippableFact]
    public async Task Where_a_node_of_the_native_engine_lives_nothing_is_written_until_it_is_gone()
    {
        var engine = Start(new());
        var game = await Played(engine, 2);
        await database!.GiveAllShardsTo(node);
        var command = Sample.Facts();

        Assert.Equal(Retry.SameId, (await engine.Ask(game, command)).Refused?.Retry);
        Assert.Equal(2, await Store.Head(game));
        await NativeIsGone();

        Assert.Equal(3, (await engine.Ask(game, command)).Receipt.Last);
    }

    protected override async Task<InProcessEngine> Native()
    {
        var epoch = await database!.GiveAllShardsTo(node);
        await database.Execute("update akkagame.node set lease_until = 'infinity'");
        return new(Ports() with { Ownership = new AllShards(epoch) });
    }

    protected override Task NativeIsGone() => database!.Execute("update akkagame.node set lease_until = clock_timestamp()");

    protected override Task Damage(GameId game, int seq) => database!.Execute(
        $"delete from akkagame.akka_snapshot; update akkagame.event set body = '\\x7B22FF' where game = '{game}' and seq = {seq}");

    protected override async ValueTask<AppendResult> Append(EventGroup group)
    {
        foreach (var entry in JournalEntry.Of(group, null))
            await database!.Execute(
                $"""
                insert into akkagame.akka_journal (persistence_id, sequence_number, message)
                values ('{group.Game}', {entry.Seq}, '\x{Convert.ToHexString(EntryCodec.Write(entry))}')
                """);
        return AppendResult.Appended;
    }

    protected override Task Spoil() =>
        database!.Execute("update akkagame.akka_snapshot set snapshot = set_byte(snapshot, 40, get_byte(snapshot, 40) # 1)");

    private sealed class AllShards(long epoch) : IOwnership
    {
        public bool MaySpeak => true;

        public event Action<ShardChange>? Changed { add { } remove { } }

        public long? EpochOf(Shard shard) => epoch;

        public void Doubt(Shard shard, long epoch)
        {
        }
    }
}
