using AkkaGame.Actors;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Journal;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Faults.Scenarios;

/// <summary>What may befall the process and its file where there is no other server: F23, F24, F25 and kill -9 under load.</summary>
public sealed class SqliteFaults : IDisposable
{
    private static readonly TimeSpan healing = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-faults-").FullName;
    private readonly Line line = new();
    private readonly GameId[] games = [.. Enumerable.Range(0, 16).Select(_ => Sample.NewGame())];

    private string File => Path.Combine(folder, "games.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Deaths =>
        ["append.before:150", "append.afterCommit:1", "append.afterCommit:333", "publish.before:200", "snapshot.beforeCommit:10"];

    /// <summary>F24, F25: who lost his answer with the process asks again and gets it; a snapshot half kept harms nobody.</summary>
    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Killed_at_any_point_between_asking_and_hearing_nothing_is_lost_or_done_twice(string where)
    {
        var load = new Load(line, seed: where.Length);
        using var stop = new CancellationTokenSource();
        using var doomed = await PipedNode.Start(File, where);
        line.To(doomed);
        var playing = load.Play(games, stop.Token);
        await doomed.Ended.WaitAsync(healing);
        using var next = await PipedNode.Start(File);
        line.To(next);
        await load.Acknowledges(50, healing);
        await stop.CancelAsync();
        await playing;
        await load.Probe(games, healing);
        await next.Stop();

        Assert.Contains(load.History, static o => o.Heard == Heard.Unknown);
        using var journal = SqliteJournal.Open(File);
        await Findings.AssertKept(load, games, journal);
    }

    [Fact]
    public async Task Killed_again_and_again_under_load_nothing_is_lost_or_done_twice()
    {
        var load = new Load(line, seed: 1);
        using var stop = new CancellationTokenSource();
        var playing = load.Play(games, stop.Token);
        for (var life = 0; life < 4; life++)
        {
            using var node = await PipedNode.Start(File, null, "--idle", "50");
            line.To(node);
            await load.Acknowledges(120, healing);
            await node.Kill();
        }

        using var last = await PipedNode.Start(File);
        line.To(last);
        await stop.CancelAsync();
        await playing;
        await load.Probe(games, healing);
        await last.Stop();

        using var journal = SqliteJournal.Open(File);
        await Findings.AssertKept(load, games, journal);
    }

    /// <summary>F23: a copy taken while the server ran, without its log, is an earlier state: whole games, whole groups, no hole.</summary>
    [Fact]
    public async Task A_copy_without_its_log_is_a_prefix_of_what_happened()
    {
        var load = new Load(line, seed: 2);
        using var stop = new CancellationTokenSource();
        var copy = Path.Combine(folder, "copy.db");
        using (var node = await PipedNode.Start(File))
        {
            line.To(node);
            var playing = load.Play(games, stop.Token);
            await load.Acknowledges(200, healing);
            System.IO.File.Copy(File, copy);
            await stop.CancelAsync();
            await playing;
            await node.Stop();
        }

        using var whole = SqliteJournal.Open(File);
        await Findings.AssertKept(load, games, whole);
        using var partly = SqliteJournal.Open(copy);
        foreach (var game in games)
        {
            var (before, after) = (await partly.Read(game, 0), await whole.Read(game, 0));
            Assert.Null(before.Unreadable);
            Assert.Equal(after.Groups.Take(before.Groups.Count), before.Groups);
            Assert.Equal(before.Head, before.Groups is [.., var newest] ? newest.Last : 0);
        }
    }

    /// <summary>F23: a file that lost its end is refused with one sentence, or every event in it is still there.</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.97)]
    public async Task A_file_cut_anywhere_is_refused_in_one_sentence(double at)
    {
        using (var journal = SqliteJournal.Open(File))
            foreach (var game in games) await journal.Append(Sample.Group(game, 1, 40));
        SqliteConnection.ClearAllPools();
        using (var file = new FileStream(File, FileMode.Open)) file.SetLength((long)(file.Length * at));

        var refused = Assert.Throws<JournalOpenException>(() => SqliteJournal.Open(File));

        Assert.Contains("restore a backup", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
