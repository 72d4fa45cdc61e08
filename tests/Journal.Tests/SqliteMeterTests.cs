using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteMeterTests
{
    [Fact]
    public async Task Commits_are_counted_with_what_was_in_them_and_appends_by_their_outcome()
    {
        using var folder = new TempFolder();
        var file = folder.File("games.db");
        var counted = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Scope is string of && of == file) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add($"{instrument.Name} {tags[0].Value}", value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(instrument.Name, 1));
        listener.Start();

        using (var journal = SqliteJournal.Open(file))
        {
            var game = Sample.NewGame();
            await journal.Append(Sample.Group(game, 1, 3));
            await journal.Append(Sample.Group(game, 4, 2));
            await journal.Append(Sample.Group(game, 4));
            await journal.Save(new(game, 5, 1, new byte[32], []));
            listener.RecordObservableInstruments();
        }

        Assert.Equal(
            [
                ("akkagame.journal.appends appended", 2), ("akkagame.journal.appends wrong-sequence", 1),
                ("akkagame.journal.batch.events", 5), ("akkagame.journal.batch.groups", 2), ("akkagame.journal.commit.duration", 2),
                ("akkagame.journal.queue", 0),
            ],
            counted.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => (one.Key, one.Value)));

        void Add(string name, double value) => counted.AddOrUpdate(name, value, (_, before) => before + value);
    }
}
