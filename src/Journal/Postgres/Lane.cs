using System.Threading.Channels;
using AkkaGame.Actors;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// One connection with at most one append under way. While that one is at the disk the next batch fills: under load batches grow by
/// themselves, and a lone group waits for nobody, so there is no timer to tune. A shard always takes the same lane, so the order in which
/// its groups are sent is that in which they commit.
/// </summary>
internal sealed class Lane : IAsyncDisposable
{
    private static readonly TimeSpan betweenFences = TimeSpan.FromMilliseconds(500);
    private static readonly AppendOutcome closed = AppendOutcome.Unavailable("The journal is closed.");

    private readonly PostgresWriterOptions options;
    private readonly Channel<Entry> queue;
    private readonly CancellationTokenSource stop;
    private readonly LaneConnection connection;
    private readonly BlockedShards blocked;
    private readonly Outage outage;
    private readonly Committer committer;
    private readonly Task running;
    private Task<bool>? waiting;

    public Lane(int number, OpenLane open, Func<Guid> node, PostgresWriterOptions options, JournalMeters meters)
    {
        this.options = options;
        stop = new(Timeout.InfiniteTimeSpan, options.Time);
        queue = Channel.CreateBounded<Entry>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
        var columns = new AppendColumns();
        connection = new(open, node, columns);
        blocked = new(options);
        outage = new(number, options, meters);
        committer = new(connection, columns, blocked, outage, meters, options, stop.Token);
        meters.Waiting(number, () => queue.Reader.Count + blocked.Count);
        running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Turns).Unwrap();
    }

    /// <summary>Waits for a place in the queue, then for the outcome.</summary>
    public async ValueTask<AppendOutcome> Append(Entry entry)
    {
        try
        {
            await queue.Writer.WriteAsync(entry);
        }
        catch (ChannelClosedException)
        {
            return closed;
        }

        return await entry.Task;
    }

    /// <summary>Writes what waits, as long as there is time for it, and answers the rest.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        stop.CancelAfter(options.CloseWithin);
        await running;
        await connection.DisposeAsync();
        stop.Dispose();
    }

    private async Task Run()
    {
        while (await SomethingToDo())
        {
            await blocked.Try(committer);
            var batch = Take();
            if (batch.Count > 0) await committer.Commit(batch);
            else if (connection.IsInDoubt) await committer.Settle();
            if (outage.IsLong is { } why) AnswerAll(AppendOutcome.Unavailable($"The journal cannot be written now ({why})."));
        }

        AnswerAll(closed);
        blocked.GiveUp(closed);
    }

    /// <summary>Waits for a group, or for the time of something that was put off. False where the lane closes.</summary>
    private async ValueTask<bool> SomethingToDo()
    {
        if (stop.IsCancellationRequested) return false;
        if (queue.Reader.TryPeek(out _)) return true;
        waiting ??= More();
        var putOff = blocked.UntilNext ?? (connection.IsInDoubt ? betweenFences : null);
        if (putOff is { } time) await Task.WhenAny(waiting, Pause(time, stop.Token));
        else await waiting;
        if (!waiting.IsCompleted) return true;
        var more = await waiting;
        waiting = null;
        if (!more && blocked.Count > 0) await Pause(blocked.UntilNext ?? default, CancellationToken.None);
        return more || blocked.Count > 0;
    }

    // A delay counts whole milliseconds, and of less it makes nothing at all: the lane would go round in circles meanwhile.
    private Task Pause(TimeSpan time, CancellationToken until) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), options.Time, until);

    // Awaited where the lane has its turns, not passed on as a task, which would go on wherever the one who writes happens to be.
    private async Task<bool> More() => await queue.Reader.WaitToReadAsync();

    private List<Entry> Take()
    {
        var batch = new Batch(options);
        while (queue.Reader.TryPeek(out var next) && (blocked.Holds(next) || batch.TryAdd(next)))
        {
            queue.Reader.TryRead(out _);
            if (blocked.Holds(next)) blocked.Add(next);
        }

        return batch.Entries;
    }

    private void AnswerAll(AppendOutcome outcome)
    {
        while (queue.Reader.TryRead(out var entry)) entry.TrySetResult(outcome);
    }
}
