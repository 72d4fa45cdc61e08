using AkkaGame.Actors;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.OnAkka.Tests;

/// <summary>A database that goes and comes back: nothing stays shut, nothing that was acknowledged is lost.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task After_an_outage_every_game_goes_on_without_help()
    {
        await using var server = await PostgresServer.Own();
        var database = await server.NewDatabase();
        await AkkaTables.PreparePostgres(database.Owner);
        await using var journal = await PostgresJournal.Open(new(database.App));
        await using var engine = AkkaEngine.Alone(
            new(journal, journal, EmptyStands.Instance, TimeProvider.System) { Games = journal, Quarantine = journal }, new(),
            Hocon.Persistence("PostgreSQL.15", database.App, "akkagame").WithFallback(Hocon.Read("akka.conf")));
        var games = Enumerable.Range(0, 20).Select(static _ => Sample.NewGame()).ToArray();
        foreach (var game in games) Assert.Null((await engine.Ask(game, Sample.Creation())).Refused);
        var acknowledged = new List<Receipt>();

        await server.Stop(StopMode.Immediate);
        var during = games.Select(game => (game, Command: Sample.Facts())).ToArray();
        foreach (var (game, command) in during)
            Assert.Equal(Retry.SameId, (await engine.Ask(game, command)).Refused?.Retry);
        await server.Start();
        using var late = new CancellationTokenSource(patience);
        foreach (var (game, command) in during)
        {
            Answer answer;
            while ((answer = await engine.Ask(game, command, late.Token)).Refused is { Retry: Retry.SameId })
                await Task.Delay(50, late.Token);
            Assert.Null(answer.Refused);
            acknowledged.Add(answer.Receipt);
        }

        foreach (var ((game, command), receipt) in during.Zip(acknowledged))
        {
            var groups = (await journal.Read(game, 0)).Groups;
            Assert.Equal((2, command.Id, receipt.Last), (groups.Count, groups[1].Command, groups[1].Last));
        }
    }
}
