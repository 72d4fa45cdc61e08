using System.Text;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string file;

    public SqliteFileTests() => file = folder.File("games.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_when_the_file_is_opened_again()
    {
        var group = Sample.Group(Sample.NewGame(), 1, 3);
        using (var journal = SqliteJournal.Open(file)) await journal.Append(group, new("XXX201804060", "{}"u8.ToArray()));

        using var again = SqliteJournal.Open(file);

        Assert.Equal([group], (await again.Read(group.Game, 0)).Groups);
        Assert.Equal(group.Game, (await again.Find("XXX201804060"))?.Game);
    }

    [Fact]
    public void A_commit_is_synced_also_after_a_reopen()
    {
        SqliteJournal.Open(file).Dispose();

        for (var life = 0; life < 2; life++)
        {
            using var connection = SqliteFile.Writer(file); // What the writer runs on from the start, and again after a failed commit.
            using var command = connection.CreateCommand();
            command.CommandText = "pragma synchronous;";
            Assert.Equal(2L, command.ExecuteScalar());
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        using var journal = SqliteJournal.Open(folder.File("a/b/games.db"));

        Assert.True(File.Exists(folder.File("a/b/games.db")));
    }

    [Fact]
    public void A_folder_is_not_a_file() => Refused(folder.Path, $"{folder.Path} is a folder: name a file with --db.");

    [Fact]
    public void A_path_through_a_file_is_refused()
    {
        File.WriteAllText(folder.File("x"), "");
        Refused(folder.File("x/games.db"), "cannot be made");
    }

    [Fact]
    public void Another_kind_of_file_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("id,CLE201804060\n", 500));
        File.WriteAllText(file, text);

        Refused(file, $"{file} is not an SQLite database: name another file with --db.");

        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        Execute("create table bookmarks (url text);");
        var bytes = File.ReadAllBytes(file);

        Refused(file, $"{file} is the database of another program: name another file with --db.");

        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        SqliteJournal.Open(file).Dispose();
        Execute("pragma user_version = 99;");

        Refused(
            file,
            $"{file} was written by a newer version (schema 99, this one knows {Sql.Migrations.Count}): update this program, "
            + "or name another file with --db.");
    }

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        await Fill();
        var bytes = await File.ReadAllBytesAsync(file);
        for (var i = bytes.Length / 2; i < bytes.Length / 2 + 20_000; i++) bytes[i] = 0xA5;
        await File.WriteAllBytesAsync(file, bytes);

        Refused(file, "is damaged");
    }

    [Fact]
    public async Task A_file_cut_short_is_refused()
    {
        await Fill();
        using (var stream = File.OpenWrite(file)) stream.SetLength(stream.Length / 3);

        Refused(file, "is damaged");
    }

    [Fact]
    public void A_refused_file_is_let_go_of()
    {
        Execute("create table bookmarks (url text);");
        Refused(file, "another program");
        Execute("drop table bookmarks;");

        SqliteJournal.Open(file).Dispose();
    }

    [Theory]
    [InlineData("update event set at = 0;")]
    [InlineData("delete from event;")]
    public async Task Events_are_not_changed_by_hand(string statement)
    {
        await Fill();

        Assert.Contains("events are never", Assert.Throws<SqliteException>(() => Execute(statement)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type = 999", "event code 999 is unknown to this build")]
    [InlineData("ver = 42", "game-info-noted has version 42, this build reads up to 1")]
    [InlineData("body = x'7b22'", "the body of game-info-noted is damaged")]
    [InlineData("body = cast('null' as blob)", "the body of game-info-noted is empty")]
    public async Task Reading_stops_at_an_event_this_build_cannot_read(string change, string why)
    {
        var game = Sample.NewGame();
        EventGroup[] groups = [Sample.Group(game, 1, 2), Sample.Group(game, 3, 2), Sample.Group(game, 5)];
        using (var journal = SqliteJournal.Open(file)) foreach (var group in groups) await journal.Append(group);
        Execute($"drop trigger event_stays; update event set {change} where seq = 4;");

        using var again = SqliteJournal.Open(file);
        var read = await again.Read(game, 0);

        Assert.Equal([groups[0]], read.Groups);
        Assert.Equal(5, read.Head);
        Assert.Equal(4, read.Unreadable?.Seq);
        Assert.StartsWith(why, read.Unreadable?.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_lost_its_tail_puts_its_game_aside()
    {
        GameId game;
        using (var journal = SqliteJournal.Open(file))
        {
            await using var engine = new InProcessEngine(new(journal, new VolatileJournal(), EmptyStands.Instance, TimeProvider.System));
            game = Sample.NewGame();
            await engine.Ask(game, Sample.Creation());
            await engine.Ask(game, Sample.Facts(3));
        }

        Execute("drop trigger event_remains; delete from event where seq = (select max(seq) from event);");
        using var again = SqliteJournal.Open(file);
        var recovered = await Recovery.Of(game, again, again);

        Assert.Contains("is not whole", recovered.Game.Quarantined, StringComparison.Ordinal);
        Assert.Equal(recovered.Game.State.Ledger.Seq + 2, await again.Head(game));
        Assert.Null((await Recovery.Of(game, again, again, upTo: 2)).Game.Quarantined);
    }

    [Fact]
    public async Task A_game_of_another_build_is_put_aside_and_the_others_run()
    {
        var (ill, well) = (Sample.NewGame(), Sample.NewGame());
        using (var journal = SqliteJournal.Open(file))
            foreach (var game in (GameId[])[ill, well])
                foreach (var first in (int[])[1, 2]) await journal.Append(Sample.Group(game, first));
        Execute($"drop trigger event_stays; update event set type = 999 where seq = 2 and hex(game) = '{ill.Value:N}' collate nocase;");

        using var again = SqliteJournal.Open(file);
        await using var engine = new InProcessEngine(new(again, again, EmptyStands.Instance, new ManualTime()));

        Assert.Equal(RefusalCode.Quarantined, (await engine.Ask(ill, Sample.Facts())).Refused?.Code);
        Assert.Equal(1, (await engine.Look(ill)).State?.Ledger.Seq);
        Assert.Equal(3, (await engine.Ask(well, Sample.Facts())).Receipt.Last);
    }

    [Fact]
    public async Task While_somebody_holds_the_file_appends_are_unavailable_and_heal_without_a_restart()
    {
        using var journal = SqliteJournal.Open(file);
        var game = Sample.NewGame();
        await journal.Append(Sample.Group(game, 1));
        var next = Sample.Group(game, 2);
        AppendOutcome outcome;
        using (var other = new SqliteConnection($"Data Source={file};Pooling=false"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            outcome = await journal.Append(next);
            Assert.Equal(1, await journal.Head(game));
        }

        Assert.Equal(AppendResult.Unavailable, outcome.Result);
        Assert.Contains("cannot be written now", outcome.Why, StringComparison.Ordinal);
        Assert.Equal(AppendResult.Appended, (await journal.Append(next)).Result);
    }

    [Theory]
    [InlineData("raise(abort, 'never')")]
    [InlineData("length(zeroblob(2000000000 + new.seq))")] // Too big for SQLite.
    [InlineData("abs(-9223372036854775807 - new.seq)")] // Overflows.
    public async Task An_entry_SQLite_refuses_does_not_sink_its_neighbours(string failing)
    {
        SqliteJournal.Open(file).Dispose();
        Execute($"create trigger sick before insert on event when new.who = 'sick' begin select {failing}; end;");
        using var journal = SqliteJournal.Open(file);
        var games = Enumerable.Range(0, 30).Select(_ => Sample.NewGame()).ToArray();
        var bad = Sample.Group(Sample.NewGame(), 1) with { By = new("sick", Role.Scorer) };

        var inFlight = games.Select(game => journal.Append(Sample.Group(game, 1)).AsTask()).ToList();
        inFlight.Insert(15, journal.Append(bad).AsTask());
        var outcomes = await Task.WhenAll(inFlight);

        Assert.Equal(AppendResult.Unavailable, outcomes[15].Result);
        Assert.Equal(30, outcomes.Count(o => o.Result == AppendResult.Appended));
        Assert.Equal(0, await journal.Head(bad.Game));
        foreach (var game in games) Assert.Equal(1, await journal.Head(game));
    }

    [Fact]
    public void A_file_whose_holder_could_not_be_noted_is_held_all_the_same()
    {
        Directory.CreateDirectory(file + ".lock.pid"); // Nobody can write a note there.
        using (SqliteJournal.Open(file)) Refused(file, $"{file} is in use by process unknown");

        SqliteJournal.Open(file).Dispose();
    }

    [SkippableFact]
    public async Task A_connection_that_could_not_be_set_up_is_closed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Open files are counted in /proc.");
        using var journal = SqliteJournal.Open(file);
        Execute("drop table snapshot;");

        for (var i = 0; i < 50; i++)
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Head(Sample.NewGame()));

        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget);
        Assert.InRange(open.Count(target => target == file), 1, 10);
    }

    [Fact]
    public async Task A_closed_journal_says_so()
    {
        var journal = SqliteJournal.Open(file);
        journal.Dispose();

        Assert.Equal(AppendResult.Unavailable, (await journal.Append(Sample.Group(Sample.NewGame(), 1))).Result);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Head(Sample.NewGame()));
    }

    [Fact]
    public async Task What_waits_when_the_journal_closes_is_written_first()
    {
        var game = Sample.NewGame();
        Task<AppendOutcome>[] waiting;
        using (var journal = SqliteJournal.Open(file))
            waiting = [.. Enumerable.Range(1, 200).Select(first => journal.Append(Sample.Group(game, first)).AsTask())];

        Assert.All(await Task.WhenAll(waiting), o => Assert.Equal(AppendResult.Appended, o.Result));
        using var again = SqliteJournal.Open(file);
        Assert.Equal(200, await again.Head(game));
    }

    [Fact]
    public async Task An_event_is_plain_json_for_whoever_looks_by_hand()
    {
        var group = Sample.Group(Sample.NewGame(), 1);
        using (var journal = SqliteJournal.Open(file)) await journal.Append(group);

        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select lower(hex(game)) || ' ' || type || ' ' || content || ' ' || who || ' ' || body from event;";

        Assert.StartsWith(
            $"{group.Game.Value:N} 1 {group.Check} {group.By.Who} {{\"league\":\"test\"",
            (string?)command.ExecuteScalar(), StringComparison.Ordinal);
    }

    private async Task Fill()
    {
        using var journal = SqliteJournal.Open(file);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => journal.Append(Sample.Group(Sample.NewGame(), 1, 20)).AsTask()));
    }

    private static void Refused(string path, string message) =>
        Assert.Contains(message, Assert.Throws<JournalOpenException>(() => SqliteJournal.Open(path)).Message, StringComparison.Ordinal);

    private void Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
