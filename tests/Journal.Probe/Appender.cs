using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Probe;

/// <summary>Appends for ever. What it says on its output it has promised.</summary>
public static class Appender
{
    private const int Games = 32;

    public static async Task<int> Run(string file)
    {
        SqliteJournal journal;
        try
        {
            journal = SqliteJournal.Open(file);
        }
        catch (JournalOpenException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        using (journal)
        {
            await using var engine = new InProcessEngine(
                new(journal, journal, EmptyStands.Instance, TimeProvider.System), new() { SnapshotEvery = 20 });
            await Console.Out.WriteLineAsync("ready");
            await Task.WhenAll(Enumerable.Range(0, Games).Select(_ => Play(engine)));
        }

        return 0;
    }

    private static async Task Play(InProcessEngine engine)
    {
        var game = Sample.NewGame();
        var next = Sample.Creation();
        while (true)
        {
            var answer = await engine.Ask(game, next);
            await Console.Out.WriteLineAsync($"{game} {answer.Receipt.Command} {answer.Receipt.Last}");
            await Console.Out.FlushAsync();
            next = Sample.Facts(2);
        }
    }
}
