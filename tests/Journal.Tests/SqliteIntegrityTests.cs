using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteIntegrityTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string file;

    public SqliteIntegrityTests() => file = folder.File("games.db");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SqliteCheck.Auto)]
    [InlineData(SqliteCheck.Quick)]
    [InlineData(SqliteCheck.Full)]
    [InlineData(SqliteCheck.None)]
    public async Task A_whole_file_passes(SqliteCheck check)
    {
        await Fill();

        SqliteJournal.Open(file, check).Dispose();
    }

    [Theory]
    [InlineData(SqliteCheck.Auto)]
    [InlineData(SqliteCheck.Quick)]
    [InlineData(SqliteCheck.Full)]
    public async Task Damage_in_the_middle_is_found(SqliteCheck check)
    {
        await Fill();
        await Spoil();

        Refused(() => SqliteJournal.Open(file, check), "is damaged");
    }

    [Fact]
    public async Task An_index_that_lost_an_event_is_found_by_the_full_check()
    {
        await Fill();
        // An index that says it has everything and has not: what was written while it was not known to be one.
        Index("(game, seq) where seq <> 7");
        Execute(
            "insert into event "
            + "select pos + 100000, randomblob(16), 7, 7, command, content, at, who, role, side, cause, rules, why, type, ver, body "
            + "from event limit 1;");
        Index("(game, seq)");

        Refused(() => SqliteJournal.Open(file, SqliteCheck.Full), "is damaged");
        using var connection = SqliteFile.Reader(file);
        Assert.StartsWith("1 of the last events", SqliteIntegrity.End(connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_whole_file_is_whole()
    {
        await Fill();

        using var connection = SqliteFile.Reader(file);
        Assert.Null(SqliteIntegrity.End(connection));
    }

    [Fact]
    public async Task A_game_that_left_the_list_is_missed_at_the_end()
    {
        await Fill();
        Execute("delete from game where number = (select max(number) from game);");

        using var connection = SqliteFile.Reader(file);
        Assert.StartsWith("20 of the last events", SqliteIntegrity.End(connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_use_is_read_whole_behind_its_back()
    {
        await Fill();
        using var journal = SqliteJournal.Open(file, SqliteCheck.None);
        Assert.Null(await journal.CheckWhole(default));
        await Spoil();

        Assert.NotNull(await journal.CheckWhole(default));
        Assert.Null(await journal.CheckWhole(new(canceled: true)));
    }

    [Fact]
    public async Task A_clean_stop_leaves_nothing_open()
    {
        var journal = SqliteJournal.Open(file);
        await journal.Append(Sample.Group(Sample.NewGame(), 1));
        Assert.True(SqliteIntegrity.WasLeftOpen(file));

        journal.Dispose();

        Assert.False(SqliteIntegrity.WasLeftOpen(file));
    }

    [Fact]
    public async Task The_schema_of_a_file_is_told_without_touching_it()
    {
        Assert.Equal(0, SqliteJournal.SchemaOf(file));
        Assert.False(File.Exists(file));
        await Fill();
        Execute("pragma user_version = 1;");

        Assert.Equal(1, SqliteJournal.SchemaOf(file));
        Execute("pragma user_version = 99;");
        Refused(() => SqliteJournal.SchemaOf(file), "newer version");
    }

    private async Task Fill()
    {
        using var journal = SqliteJournal.Open(file);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => journal.Append(Sample.Group(Sample.NewGame(), 1, 20)).AsTask()));
    }

    /// <summary>In the operating system's cache and on the disk, past whoever has the file open.</summary>
    private async Task Spoil()
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = stream.Length / 2;
        await stream.WriteAsync(Enumerable.Repeat((byte)0xA5, 20_000).ToArray());
    }

    private static void Refused(Func<object> open, string why) =>
        Assert.Contains(why, Assert.Throws<JournalOpenException>(open).Message, StringComparison.Ordinal);

    /// <summary>Says of the index what it is over, without building it anew.</summary>
    private void Index(string over) => Execute(
        "pragma writable_schema = on;"
        + $"update sqlite_schema set sql = 'create unique index event_of_game on event {over}' where name = 'event_of_game';"
        + "pragma writable_schema = off;");

    private void Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
