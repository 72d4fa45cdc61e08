using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;
using AkkaGame.Specs;
using Npgsql;

namespace AkkaGame.Journal.Tests.Postgres;

public sealed class PostgresReadsTests
{
    private static readonly Snapshot snapshot = new(Sample.NewGame(), 5, 1, new byte[32], [1, 2, 3]);

    [SkippableTheory]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Immediate)]
    public async Task A_server_that_was_restarted_is_read_again_without_one_failure(StopMode mode)
    {
        await using var server = await PostgresServer.Own();
        var database = await server.NewDatabase();
        await using var journal = await PostgresJournal.Open(new(database.App));
        Assert.True(await journal.Save(snapshot));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => journal.Head(snapshot.Game).AsTask()));

        await server.Restart(mode);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => journal.Head(snapshot.Game).AsTask()));
    }

    [SkippableFact]
    public async Task A_server_that_is_gone_is_said_to_be_and_found_when_it_is_back()
    {
        await using var server = await PostgresServer.Own();
        var database = await server.NewDatabase();
        await using var journal = await PostgresJournal.Open(new(database.App));
        Assert.True(await journal.Save(snapshot));

        await server.Stop();
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Latest(snapshot.Game));
        Assert.False(await journal.Save(snapshot with { Seq = 6 }));
        Assert.False(await journal.PutAside(new(snapshot.Game, 1, "odd", null, 1)));
        await server.Start();

        Assert.Equal(5, (await journal.Latest(snapshot.Game))?.Seq);
        Assert.True(await journal.Save(snapshot with { Seq = 6 }));
        Assert.True(await journal.PutAside(new(snapshot.Game, 1, "odd", null, 1)));
    }

    [SkippableFact]
    public async Task Who_waits_behind_a_question_without_an_answer_is_told_so_in_time()
    {
        var database = await PostgresServer.Fresh();
        await using var journal = await PostgresJournal.Open(
            new(database.App) { Readers = 1, ReadPatience = TimeSpan.FromSeconds(0.5), ReadTimeout = TimeSpan.FromSeconds(60) });
        await using var psql = new NpgsqlConnection(database.Admin);
        await psql.OpenAsync();
        await using var open = await psql.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("lock table akkagame.event", psql)) await held.ExecuteNonQueryAsync();
        var asked = journal.Head(snapshot.Game);

        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.Latest(snapshot.Game).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));

        await open.RollbackAsync();
        Assert.Equal(0, await asked);
        Assert.Null(await journal.Latest(snapshot.Game));
    }

    [SkippableFact]
    public async Task A_closed_journal_answers_so()
    {
        var database = await PostgresServer.Fresh();
        var journal = await PostgresJournal.Open(new(database.App));
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Head(snapshot.Game));
        Assert.False(await journal.Save(snapshot));
    }

    [SkippableFact]
    public async Task Many_games_that_leave_at_once_are_all_kept_with_their_two_newest()
    {
        var database = await PostgresServer.Fresh();
        await using var journal = await PostgresJournal.Open(new(database.App));
        var games = Enumerable.Range(0, 300).Select(static _ => Sample.NewGame()).ToArray();

        foreach (var seq in (int[])[1, 2, 3])
            Assert.All(
                await Task.WhenAll(games.Select(game => journal.Save(snapshot with { Game = game, Seq = seq }).AsTask())), Assert.True);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => journal.Save(snapshot with { Game = games[0] }).AsTask()));

        Assert.Equal(600L, await database.Scalar<long>("select count(*) from akkagame.snapshot"));
        Assert.Equal(2, await database.Scalar<int>("select min(seq) from akkagame.snapshot"));
    }
}
