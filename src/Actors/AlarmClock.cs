using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// When which game wants to be woken: one timer and one queue for all games of a process, whether they are in memory or not. It holds ids
/// and moments only. What is to be done stands in the game's state, and only the game's own word takes its moment off the queue: whatever
/// comes of a knock, without that word there is another one.
/// </summary>
internal sealed class AlarmClock : IAsyncDisposable
{
    /// <summary>Games that are woken side by side: after a long stop thousands may be overdue.</summary>
    private const int RingingAtOnce = 64;

    /// <summary>The wall clock may be set while the timer sleeps: it looks again at least so often. Milliseconds.</summary>
    private const long NapMax = 60_000;

    /// <summary>How long after a failure it tries again at first, and at most. Milliseconds.</summary>
    private const long PauseFirst = 250, PauseMost = 30_000;

    /// <summary>Moments on the queue that do not count any more, before they are thrown out together.</summary>
    private const int StaleMax = 1_024;

    private readonly EnginePorts ports;
    private readonly Func<GameId, Task> knock;
    private readonly Action<Exception> fault;
    private readonly ITimer timer;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Dictionary<GameId, Entry> entries = [];
    private readonly PriorityQueue<Entry, (long Due, long Turn)> queue = new();
    private readonly List<Shard?> unread = [];
    private Task reading = Task.CompletedTask;
    private int ringing;
    private long turns;
    private bool isReading, stopped;

    /// <param name="knock">Wakes a game; done when that has been heard or cannot be. Does not fail.</param>
    /// <param name="fault">Told why the store's alarms could not be read. They are read again.</param>
    public AlarmClock(EnginePorts ports, Func<GameId, Task> knock, Action<Exception> fault)
    {
        (this.ports, this.knock, this.fault) = (ports, knock, fault);
        timer = ports.Time.CreateTimer(
            static clock => ((AlarmClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ports.Ownership.Changed += Heed;
        lock (gate) Read(null);
    }

    /// <summary>
    /// A game says when it wants to be woken next, or that it does not, having done what there was to do. On its own turn, so that its last
    /// word is its last. The moment may be the one at which it is being woken: then it is woken again at once.
    /// </summary>
    /// <param name="due">Unix milliseconds UTC.</param>
    public void Set(GameId game, long? due)
    {
        lock (gate)
        {
            if (due is not { } at) entries.Remove(game);
            else if (!entries.TryGetValue(game, out var entry) || entry.Due != at || entry.IsRinging) Add(new(game, Shard.Of(game), at));
        }
    }

    /// <summary>A game brought into memory has that moment in its state. Nothing is done yet: a pause between knocks goes on.</summary>
    /// <param name="due">Unix milliseconds UTC.</param>
    public void Find(GameId game, long due)
    {
        lock (gate)
            if (!entries.TryGetValue(game, out var entry) || entry.Due != due) Add(new(game, Shard.Of(game), due));
    }

    /// <summary>Wakes nobody from now on. Games that were knocked at may still be at work.</summary>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            if (stopped) return;
            (stopped, last) = (true, reading);
        }

        ports.Ownership.Changed -= Heed;
        await timer.DisposeAsync();
        stop.Cancel();
        await last;
        stop.Dispose();
    }

    /// <summary>Moments on the queue, those that do not count any more among them.</summary>
    internal int Queued
    {
        get
        {
            lock (gate) return queue.Count;
        }
    }

    private long Now => ports.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Pause(int tries) => Math.Min(PauseFirst << Math.Min(tries, 10), PauseMost);

    /// <summary>To be called under the gate.</summary>
    private void Add(Entry entry)
    {
        entries[entry.Game] = entry;
        // A game that is delayed for years and resumed, over and over, would leave a moment here each time.
        if (queue.Count > 2 * entries.Count + StaleMax)
        {
            var counting = queue.UnorderedItems.Where(one => Counts(one.Element)).ToArray();
            queue.Clear();
            queue.EnqueueRange(counting);
        }

        Enqueue(entry, entry.Due);
        Arm();
    }

    /// <summary>Of those who are due together, who came first is first. To be called under the gate.</summary>
    private void Enqueue(Entry entry, long due) => queue.Enqueue(entry, (due, turns++));

    /// <summary>False where the game has said something else since, or its shard has gone. To be called under the gate.</summary>
    private bool Counts(Entry entry) => entries.GetValueOrDefault(entry.Game) == entry;

    /// <summary>Sets the timer to the first moment that still counts. To be called under the gate.</summary>
    private void Arm()
    {
        while (queue.TryPeek(out var stale, out _) && !Counts(stale)) queue.Dequeue();
        if (stopped || ringing >= RingingAtOnce || !queue.TryPeek(out _, out var first)) return;
        timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(first.Due - Now, 0, NapMax)), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        while (TakeDue() is { } entry) _ = Ring(entry);
    }

    private Entry? TakeDue()
    {
        lock (gate)
        {
            Arm();
            if (stopped || ringing >= RingingAtOnce || !queue.TryPeek(out var entry, out var at) || at.Due > Now) return null;
            queue.Dequeue();
            entry.IsRinging = true;
            ringing++;
            return entry;
        }
    }

    private async Task Ring(Entry entry)
    {
        // Where another node has the shard by now, it rings there; should the shard come back, its alarms are read again.
        var mine = ports.Ownership.EpochOf(entry.Shard) is not null;
        if (mine) await knock(entry.Game);
        lock (gate)
        {
            ringing--;
            entry.IsRinging = false;
            if (Counts(entry))
            {
                if (mine) Enqueue(entry, Math.Max(entry.Due, Now + Pause(entry.Tries++)));
                else entries.Remove(entry.Game);
            }

            Arm();
        }
    }

    private void Heed(ShardChange change)
    {
        lock (gate)
        {
            foreach (var entry in entries.Values) if (entry.Shard == change.Shard) entries.Remove(entry.Game);
            // What another node appended before this epoch began is in what is read from now on.
            if (change.Epoch is not null) Read(change.Shard);
        }
    }

    /// <summary>Reads the alarms of a shard, or of all, as soon as the store lets it. To be called under the gate.</summary>
    private void Read(Shard? of)
    {
        if (stopped || ports.Games is not { } games) return;
        unread.Add(of);
        if (isReading) return;
        isReading = true;
        reading = Task.Factory
            .StartNew(() => ReadAll(games), CancellationToken.None, TaskCreationOptions.DenyChildAttach, ports.Turns).Unwrap();
    }

    private async Task ReadAll(IGames games)
    {
        var tries = 0;
        while (Unread() is { Length: > 0 } wanted)
        {
            try
            {
                // A node that takes over many shards asks once for all.
                Put(await games.Alarms(wanted is [var one] ? one : null, stop.Token));
                lock (gate) unread.RemoveRange(0, wanted.Length);
                tries = 0;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // Whatever it was: an alarm that is not read is a game that waits for ever.
            {
                fault(e);
                await Pausing(tries++);
            }
        }
    }

    private async Task Pausing(int tries)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Pause(tries)), ports.Time, stop.Token);
        }
        catch (OperationCanceledException) // The clock is being stopped, and whoever pauses finds that out by himself.
        {
        }
    }

    /// <summary>What is to be read; with nothing left the reading is over.</summary>
    private Shard?[] Unread()
    {
        lock (gate)
        {
            isReading = !stopped && unread.Count > 0;
            return isReading ? [.. unread] : [];
        }
    }

    private void Put(IReadOnlyList<Alarm> alarms)
    {
        foreach (var alarm in alarms)
        {
            var shard = Shard.Of(alarm.Game);
            if (ports.Ownership.EpochOf(shard) is null) continue;
            // The earlier one of what was read and what the game said: a game says it again if it is woken too soon, never if too late.
            lock (gate)
                if (!entries.TryGetValue(alarm.Game, out var known) || alarm.Due < known.Due) Add(new(alarm.Game, shard, alarm.Due));
        }
    }

    private sealed class Entry(GameId game, Shard shard, long due)
    {
        public GameId Game => game;

        public Shard Shard => shard;

        public long Due => due;

        /// <summary>Its game is being knocked at.</summary>
        public bool IsRinging { get; set; }

        /// <summary>Knocks that brought no word of the game.</summary>
        public int Tries { get; set; }
    }
}
