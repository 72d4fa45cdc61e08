using AkkaGame.Actors;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// Groups whose shard's row somebody else has locked: a takeover that is just being committed, or an operator's session that was left
/// open. They wait here, and are tried by themselves from time to time, so that nobody else's groups have to.
/// </summary>
internal sealed class BlockedShards(PostgresWriterOptions options)
{
    /// <summary>Longer than a takeover or a handover holds the lock.</summary>
    private static readonly TimeSpan worthNaming = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<long, Block> blocks = [];

    public int Count { get; private set; }

    public bool Holds(Entry entry) => blocks.ContainsKey(entry.Token);

    public void Add(Entry entry)
    {
        if (Count >= options.QueueMax)
        {
            entry.TrySetResult(AppendOutcome.Unavailable($"Shard {entry.Shard} is locked, and {Count} groups wait for it already."));
            return;
        }

        if (!blocks.TryGetValue(entry.Token, out var block)) blocks.Add(entry.Token, block = new(entry.Token, options));
        block.Waiting.Enqueue(entry);
        Count++;
    }

    /// <summary>How long until one has to be tried; null where none waits.</summary>
    public TimeSpan? UntilNext => blocks.Count == 0 ? null : blocks.Values.Min(static block => block.UntilNext);

    /// <summary>Tries those whose time has come.</summary>
    public async Task Try(Committer committer)
    {
        foreach (var block in blocks.Values.Where(static block => block.UntilNext == TimeSpan.Zero).ToList())
        {
            var batch = new Batch(options);
            while (block.Waiting.TryPeek(out var entry) && batch.TryAdd(entry)) block.Waiting.Dequeue();
            Count -= batch.Entries.Count;
            var waited = block.Waiting.Count;
            await committer.Commit(batch.Entries);
            if (block.Waiting.Count > waited) await Postpone(block, committer);
            if (block.Waiting.Count == 0) blocks.Remove(block.Token);
        }
    }

    /// <summary>Answers all that wait.</summary>
    public void GiveUp(AppendOutcome outcome)
    {
        foreach (var entry in blocks.Values.SelectMany(static block => block.Waiting)) entry.TrySetResult(outcome);
        blocks.Clear();
        Count = 0;
    }

    private async Task Postpone(Block block, Committer committer)
    {
        block.Postpone();
        if (block.By is null && block.Age > worthNaming)
        {
            block.By = await committer.Blockers(block.Token);
            options.Noticed($"Appends wait for a lock: {block.By}.");
        }

        for (var rest = block.Waiting.Count; rest > 0; rest--)
        {
            var entry = block.Waiting.Dequeue();
            if (options.Time.GetElapsedTime(entry.Arrived) < options.RetryFor)
            {
                block.Waiting.Enqueue(entry);
                continue;
            }

            Count--;
            entry.TrySetResult(AppendOutcome.Unavailable($"Locked: {block.By ?? $"shard {entry.Shard}"}."));
        }
    }

    private sealed class Block(long token, PostgresWriterOptions options)
    {
        private readonly Backoff backoff = new(options);
        private readonly long began = options.Time.GetTimestamp();
        private TimeSpan next;

        public long Token => token;

        public Queue<Entry> Waiting { get; } = new();

        /// <summary>Who holds the row, in words.</summary>
        public string? By { get; set; }

        public TimeSpan Age => options.Time.GetElapsedTime(began);

        public TimeSpan UntilNext => next > Age ? next - Age : TimeSpan.Zero;

        public void Postpone() => next = Age + backoff.Next();
    }
}
