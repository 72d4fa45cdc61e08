using System.Diagnostics;
using System.Diagnostics.Metrics;
using AkkaGame.Actors;

namespace AkkaGame.Journal;

/// <summary>What a journal counts of itself, under the meter <see cref="Name"/>. One for each writer.</summary>
internal sealed class JournalMeters : IDisposable
{
    public const string Name = "AkkaGame.Journal";

    private readonly Meter meter;
    private readonly Histogram<int> events, groups;
    private readonly Histogram<double> commit;
    private readonly Counter<long> appends, resolved, retries;

    /// <param name="scope">What tells this writer's instruments from another's; null where nothing has to.</param>
    public JournalMeters(object? scope = null)
    {
        meter = new(new MeterOptions(Name) { Scope = scope });
        events = meter.CreateHistogram<int>("akkagame.journal.batch.events", "{event}", "Events in one commit");
        groups = meter.CreateHistogram<int>("akkagame.journal.batch.groups", "{group}", "Groups, each of one game, in one commit");
        commit = meter.CreateHistogram<double>("akkagame.journal.commit.duration", "s", "From sending a batch to knowing it durable");
        appends = meter.CreateCounter<long>("akkagame.journal.appends", "{group}", "Groups by how their append ended");
        resolved = meter.CreateCounter<long>(
            "akkagame.journal.resolved", "{batch}", "Batches whose outcome was unknown, by how it was found out");
        retries = meter.CreateCounter<long>(
            "akkagame.journal.retries", "{attempt}", "Further attempts at a batch, by what made them necessary");
    }

    public void Waiting(int lane, Func<int> depth) => meter.CreateObservableGauge(
        "akkagame.journal.queue", () => new Measurement<int>(depth(), new KeyValuePair<string, object?>("lane", lane)), "{group}",
        "Groups that wait for a commit");

    public void Committed(int eventsIn, int groupsIn, TimeSpan took)
    {
        events.Record(eventsIn);
        groups.Record(groupsIn);
        commit.Record(took.TotalSeconds);
    }

    public void Ended(AppendResult result) => appends.Add(1, new KeyValuePair<string, object?>("outcome", Word(result)));

    public void Resolved(string how) => resolved.Add(1, new KeyValuePair<string, object?>("how", how));

    public void Retried(string why) => retries.Add(1, new KeyValuePair<string, object?>("why", why));

    public void Dispose() => meter.Dispose();

    private static string Word(AppendResult result) => result switch
    {
        AppendResult.Appended => "appended",
        AppendResult.WrongSequence => "wrong-sequence",
        AppendResult.Unavailable => "unavailable",
        AppendResult.Fenced => "fenced",
        AppendResult.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };
}
