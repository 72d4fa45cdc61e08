using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Journal.Postgres;

/// <summary>Appends groups of many games to a PostgreSQL that many nodes share, each shard under the epoch of its owner.</summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private readonly JournalMeters meters = new();
    private readonly Lane[] lanes;
    private readonly TimeProvider time;

    /// <param name="connectionString">Of the role that may append; names, timeouts and pooling are set here.</param>
    /// <param name="node">The incarnation as which this process owns shards now. It may change; asked often.</param>
    public PostgresWriter(string connectionString, Func<Guid> node, PostgresWriterOptions? options = null)
        : this(Sessions(connectionString, options ??= new()), node, options)
    {
    }

    /// <param name="open">How a lane comes to its connection.</param>
    internal PostgresWriter(OpenLane open, Func<Guid> node, PostgresWriterOptions options)
    {
        time = options.Time;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Lanes);
        lanes = [.. Enumerable.Range(0, options.Lanes).Select(number => new Lane(number, open, node, options, meters))];
    }

    /// <inheritdoc cref="IJournal.Append"/>
    public async ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card, long epoch)
    {
        if (group.Events.Count == 0) throw new ArgumentException("A group holds at least one event.", nameof(group));
        var entry = new Entry(group, card, epoch) { Arrived = time.GetTimestamp() };
        var outcome = entry.Unstorable is { } column
            ? AppendOutcome.Unavailable($"The text in '{column}' of game {group.Game} has characters that cannot be stored.")
            : await lanes[entry.Shard.Number % lanes.Length].Append(entry);
        meters.Ended(outcome.Result);
        return outcome;
    }

    /// <summary>Writes what waits, within <see cref="PostgresWriterOptions.CloseWithin"/>, and answers the rest as unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(lanes.Select(static lane => lane.DisposeAsync().AsTask()));
        meters.Dispose();
    }

    private static OpenLane Sessions(string connectionString, PostgresWriterOptions options) =>
        async (node, columns, stop) => await Session.Open(connectionString, node, columns, options, stop);
}
