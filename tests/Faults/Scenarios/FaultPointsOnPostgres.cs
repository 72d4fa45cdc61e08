using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Scenarios;

/// <summary>F24, F25 on PostgreSQL: killed at every point between asking and hearing, and succeeded without waiting for a lease.</summary>
public sealed class FaultPointsOnPostgres
{
    private static readonly TimeSpan healing = TimeSpan.FromSeconds(30);

    [SkippableTheory]
    [MemberData(nameof(SqliteFaults.Deaths), MemberType = typeof(SqliteFaults))]
    public async Task Killed_at_any_point_nothing_is_lost_or_done_twice(string where)
    {
        var database = await PostgresServer.Fresh();
        var line = new Line();
        var load = new Load(line, seed: where.Length);
        GameId[] games = [.. Enumerable.Range(0, 16).Select(_ => Sample.NewGame())];
        string[] peers = ["--peers", League.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture)];
        using var stop = new CancellationTokenSource();
        using var doomed = await PipedNode.Start(database.App, where, peers);
        line.To(doomed);
        var playing = load.Play(games, stop.Token);
        await doomed.Ended.WaitAsync(healing);

        using var next = await PipedNode.Start(database.App, null, peers);
        line.To(next);
        await load.Acknowledges(50, healing);
        await stop.CancelAsync();
        await playing;
        await load.Probe(games, healing);
        await next.Stop();

        Assert.Contains(load.History, static o => o.Heard == Heard.Unknown);
        await using var journal = await PostgresJournal.Open(new(database.App));
        await Findings.AssertKept(load, games, journal);
    }
}
