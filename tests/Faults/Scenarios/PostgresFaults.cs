using System.Diagnostics;
using System.Text;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Specs;
using Npgsql;

namespace AkkaGame.Faults.Scenarios;

/// <summary>
/// One server process over a PostgreSQL of its own, under load, and what may befall either of them or the line between. After each fault
/// everything must heal by itself, and what the clients heard must agree with the journal.
/// </summary>
public sealed class PostgresFaults
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task F1_The_server_is_killed_and_started_again()
    {
        await using var league = await League.Start(seed: 1);
        for (var life = 0; life < 3; life++)
        {
            await league.Acknowledged(150, patience);
            await league.Server.Kill();
            await league.Serve();
        }

        await league.Acknowledged(50, patience);
        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F5_One_backend_of_the_database_is_killed()
    {
        await using var league = await League.Start(seed: 5);
        for (var i = 0; i < 2; i++)
        {
            await league.Acknowledged(100, patience);
            var pid = await league.Database.Scalar<int>(
                "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() limit 1");
            PostgresServer.KillBackend(pid);
            await league.Acknowledged(50, patience);
        }

        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F6_The_database_loses_its_power_for_three_seconds_and_nobody_takes_anything_over()
    {
        await using var league = await League.Start(seed: 6);
        await league.Acknowledged(100, patience);
        var before = await league.Epochs();

        await league.Postgres.Stop(StopMode.Immediate);
        await Task.Delay(3000);
        await league.Postgres.Start();
        await league.Acknowledged(100, patience);

        // The same node goes on: its shards may have been fenced once where an outcome was unknown, and changed hands never.
        Assert.Equal(1, await league.Database.Scalar<long>("select count(distinct owner) from akkagame.shard"));
        Assert.Equal(1, await league.Database.Scalar<long>("select count(*) from akkagame.node"));
        Assert.InRange(await league.Epochs(), before, before + 64);
        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F7_Sessions_are_terminated_all_the_time_and_the_database_is_restarted()
    {
        await using var league = await League.Start(seed: 7);
        await league.Acknowledged(50, patience);
        for (var i = 0; i < 40; i++)
        {
            await league.Database.Scalar<bool>(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
                + "order by random() limit 1");
            await Task.Delay(50);
        }

        await league.Acknowledged(50, patience);
        await league.Postgres.Restart();
        await league.Acknowledged(50, patience);
        Assert.True(await league.Server.Counted("akkagame_journal_resolved_total") > 0, "No outcome was ever unknown.");
        await league.AssertHealedAndKept();
    }

    [SkippableTheory]
    [InlineData(Flow.Lose)]
    [InlineData(Flow.Hold)]
    public async Task F9_The_databases_answers_get_lost_for_a_while(Flow what)
    {
        await using var league = await League.Start(seed: 9);
        for (var i = 0; i < 3; i++)
        {
            await league.Acknowledged(80, patience);
            league.Proxy.ToClient = what;
            await Task.Delay(1200);
            league.Proxy.Heal();
            if (what == Flow.Lose) league.Proxy.Cut(); // What was lost cannot be made up in the same connection.
        }

        await league.Acknowledged(80, patience);
        // What is held comes late, and is known then; what was lost had to be found out.
        if (what == Flow.Lose) Assert.True(await league.Server.Counted("akkagame_journal_resolved_total") > 0, "No outcome was unknown.");
        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F12_The_line_is_slow()
    {
        await using var league = await League.Start(seed: 12);
        await league.Acknowledged(50, patience);
        league.Proxy.Latency = TimeSpan.FromMilliseconds(50);
        await league.Acknowledged(150, patience);
        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F13_The_disk_is_full_until_somebody_makes_room()
    {
        var disk = Directory.CreateTempSubdirectory("akkagame-disk-").FullName;
        Skip.IfNot(await Ran("mount", "-t", "tmpfs", "-o", "size=200m,mode=0777", "tmpfs", disk), "A small disk can be made only by root.");
        try
        {
            await using var league = await League.Start(seed: 13, under: disk);
            await league.Acknowledged(100, patience);
            var ballast = Path.Combine(disk, "ballast");
            Fill(ballast);
            // Rows fit into pages that are there already for a while.
            var refused = league.Load.History.Count(static o => o.Heard == Heard.Unknown);
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(50))
                if (league.Load.History.Count(static o => o.Heard == Heard.Unknown) > refused + 10) break;
            Assert.True(league.Load.History.Count(static o => o.Heard == Heard.Unknown) > refused, "The disk was never full.");

            File.Delete(ballast);
            await league.Acknowledged(100, patience);
            await league.AssertHealedAndKept();
        }
        finally
        {
            await Ran("umount", "-l", disk);
            Directory.Delete(disk);
        }
    }

    [SkippableFact]
    public async Task F21_Snapshots_are_damaged_and_games_come_back_as_they_were()
    {
        await using var league = await League.Start(seed: 21);
        await league.Acknowledged(400, patience);
        await league.Server.Terminate(); // Every game keeps a snapshot.
        var damaged = await league.Database.Execute(
            """
            update akkagame.snapshot as s set
              body = case s.seq % 3 when 0 then set_byte(body, length(body) / 2, get_byte(body, length(body) / 2) # 1)
                                    when 1 then substring(body for length(body) / 2) else body end,
              schema = case s.seq % 3 when 2 then 99 else schema end
            where seq = (select max(seq) from akkagame.snapshot as newest where newest.game = s.game)
            """);
        Assert.Equal(league.Games.Count, damaged);

        await league.Serve();
        await league.Acknowledged(100, patience);

        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F22_A_game_with_an_event_from_the_future_is_put_aside_and_the_others_go_on()
    {
        await using var league = await League.Start(seed: 22);
        await league.Acknowledged(200, patience);
        await league.Server.Terminate();
        var ill = Sample.NewGame();
        await league.Database.Execute(
            $"""
            insert into akkagame.event
            select '{ill}', 1, 1, shard_id, epoch,
              (select coalesce(max(shard_pos), 0) + 1 from akkagame.event where shard = shard_id),
              gen_random_uuid(), 0, 0, 'a newer build', 5, null, 0, 9, null, 9999, 1, '\x7b7d'
            from akkagame.shard where shard_id = {Shard.Of(ill)}
            """);

        await league.Serve();
        await league.Acknowledged(100, patience);
        var refused = await league.Server.Send(ill, Sample.Facts(), default);
        // On a slow machine so short a lease may have run out for a moment.
        for (var tries = 0; refused.Refused?.Code == RefusalCode.Unavailable && tries < 100; tries++)
        {
            await Task.Delay(100);
            refused = await league.Server.Send(ill, Sample.Facts(), default);
        }

        Assert.Equal(RefusalCode.Quarantined, refused.Refused?.Code);
        Assert.Contains("9999", refused.Refused!.Message, StringComparison.Ordinal);
        Assert.Equal(1, await league.Database.Scalar<long>($"select count(*) from akkagame.quarantine where game = '{ill}'"));
        await league.AssertHealedAndKept();
    }

    [SkippableFact]
    public async Task F34_Somebody_holds_a_shards_row_by_hand_and_the_other_shards_go_on()
    {
        await using var league = await League.Start(seed: 34);
        await league.Acknowledged(100, patience);
        var held = Shard.Of(league.Games[0]);
        await using (var psql = new NpgsqlConnection(league.Database.Admin))
        {
            await psql.OpenAsync();
            await using var transaction = await psql.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand($"select from akkagame.shard where shard_id = {held} for update", psql, transaction);
            await hold.ExecuteNonQueryAsync();
            await Task.Delay(2500);
            var others = league.Games.Where(game => Shard.Of(game) != held).ToHashSet();
            var from = Stopwatch.GetTimestamp();
            await league.Acknowledged(100, patience);
            Assert.Contains(league.Load.History, o => o.Heard == Heard.Ok && o.Invoked > from && others.Contains(new(o.Game)));
            Assert.DoesNotContain(
                league.Load.History.Where(o => o.Invoked > from && Shard.Of(new(o.Game)) == held),
                static o => o is { Heard: Heard.Ok, Duplicate: false, Command: not null });
        }

        await league.AssertHealedAndKept();
    }

    private static void Fill(string ballast)
    {
        using var file = File.Create(ballast);
        var block = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<bool> Ran(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
