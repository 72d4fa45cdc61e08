using System.Diagnostics;
using AkkaGame.Faults.Playing;

namespace AkkaGame.Faults.Scenarios;

/// <summary>Clocks of the database's machine and of a node's are set: only time that nobody can set decides anything.</summary>
[Collection(nameof(Alone))]
public sealed class ClocksJump
{
    private static readonly TimeSpan silent = TimeSpan.FromSeconds(5), moment = TimeSpan.FromSeconds(1);

    /// <summary>F15: nobody is succeeded for it, and whoever dies then is, as soon as ever.</summary>
    [SkippableFact]
    public async Task F15_The_clock_of_the_database_jumps_an_hour_forth_and_two_back()
    {
        await using var league = await NodeLeague.Start(seed: 115, nodes: 3, new() { Prepare = ClockThatCanBeSet });
        await league.Even();
        await league.Acknowledged(50);
        var epochs = await league.Epochs();
        foreach (var hours in (int[])[1, -1])
        {
            await league.Database.Execute($"update faults.clock set ahead = interval '{hours} hours'");
            await Task.Delay(1500);
            await league.Acknowledged(50);
            Assert.Equal(epochs, await league.Epochs());
        }

        var victim = await league.Busiest();
        var from = Stopwatch.GetTimestamp();
        await league.Kill(victim);
        await league.Pulses.Acknowledged(from, NodeLeague.Patience);
        league.AssertAvailable(from, Stopwatch.GetTimestamp(), silent);
        await league.AssertHealedAndKept();
    }

    /// <summary>F16: nobody notices, it itself neither: who succeeds whom is decided by time that only goes forward.</summary>
    [SkippableFact]
    public async Task F16_The_clock_of_a_node_jumps_an_hour_forth_and_two_back()
    {
        var folder = Directory.CreateTempSubdirectory("akkagame-clock-").FullName;
        var clock = await SettableClock.Make(folder);
        await using var league = await NodeLeague.Start(seed: 116, nodes: 1, new() { Nodes = 2 });
        clock.Give(league.Nodes[0].Environment);
        await league.Terminate(league.Nodes[0]);
        await league.Nodes[0].Start();
        await league.Nodes[1].Start();
        await league.Even();
        await league.Acknowledged(50);
        var (epochs, from) = (await league.Epochs(), Stopwatch.GetTimestamp());
        foreach (var hours in (int[])[1, -1, 0])
        {
            clock.Set(TimeSpan.FromHours(hours));
            await Task.Delay(1200);
            await league.Acknowledged(50);
            Assert.Equal(epochs, await league.Epochs());
        }

        // It did see another time: what it wrote says so.
        Assert.True(await league.Database.Scalar<bool>("select max(at) - min(at) between 7000000 and 7400000 from akkagame.event"));
        league.AssertAvailable(from, Stopwatch.GetTimestamp(), moment);
        await league.AssertHealedAndKept();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stands before the server's own function of that name wherever a statement of the program calls it.</summary>
    private const string ClockThatCanBeSet =
        """
        create table faults.clock (ahead interval);
        insert into faults.clock values (interval '0');
        create function faults.clock_timestamp() returns timestamptz language sql volatile security definer
          as 'select pg_catalog.clock_timestamp() + ahead from faults.clock';
        grant usage on schema faults to public;
        do $$ begin execute format('alter role app in database %I set search_path = faults, pg_catalog', current_database()); end $$;
        """;
}
