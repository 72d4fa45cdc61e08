using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Journal.Tests;

/// <summary>Who finds a file held learns from whom, and where that one can be asked.</summary>
public sealed class HolderTests : IDisposable
{
    private static readonly Uri operators = new("http://127.0.0.1:5081/");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("akkagame-holder-");
    private readonly string file;

    public HolderTests() => file = Path.Combine(folder.FullName, "games.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Nobody_holds_a_file_that_is_not_there() => Assert.Null(SqliteJournal.HolderOf(file));

    [Fact]
    public void A_holder_is_named_and_where_he_answers_once_he_said_so()
    {
        using var journal = SqliteJournal.Open(file);
        Assert.Equal(new FileHolder(Environment.ProcessId, null), SqliteJournal.HolderOf(file));

        journal.Announce(operators);

        Assert.Equal(new FileHolder(Environment.ProcessId, operators), SqliteJournal.HolderOf(file));
    }

    [Fact]
    public void Looking_for_a_holder_keeps_nobody_from_becoming_one()
    {
        SqliteJournal.Open(file).Dispose();
        Assert.Null(SqliteJournal.HolderOf(file));
        using var journal = SqliteJournal.Open(file);
        Assert.NotNull(SqliteJournal.HolderOf(file));
    }

    [Fact]
    public void A_note_that_was_left_behind_counts_for_nothing_where_the_file_is_free()
    {
        SqliteJournal.Open(file).Dispose();
        File.WriteAllText(file + ".lock.pid", $"1\n{operators}");

        Assert.Null(SqliteJournal.HolderOf(file));
        using var journal = SqliteJournal.Open(file);
        Assert.Equal(new FileHolder(Environment.ProcessId, null), SqliteJournal.HolderOf(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody\nhttp://127.0.0.1:5081")]
    public void A_note_that_makes_no_sense_names_nobody(string note)
    {
        using var journal = SqliteJournal.Open(file);
        File.WriteAllText(file + ".lock.pid", note);

        Assert.Null(SqliteJournal.HolderOf(file));
    }
}
