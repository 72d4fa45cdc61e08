namespace AkkaGame.Simulation.Store;

/// <summary>A session as the server has it.</summary>
/// <param name="name">What the client calls itself: by it a node's sessions are found.</param>
internal sealed class Backend(int id, string name)
{
    public int Id => id;

    public string Name => name;

    public Transaction? Running { get; set; }

    /// <summary>Why it is over; null while it is not.</summary>
    public Exception? Ended { get; private set; }

    public void ThrowIfEnded()
    {
        if (Ended is { } why) throw why;
    }

    /// <summary>Ends it. What it had not committed is undone.</summary>
    public void End(Exception why)
    {
        if (Ended is not null) return;
        Ended = why;
        if (Running is { IsAtTheDisk: false } running) running.Abort();
    }
}

/// <summary>One statement's transaction: its locks, and what it does when it commits.</summary>
internal sealed class Transaction(Database database, Backend backend)
{
    private readonly List<RowLock> held = [];
    private readonly List<Action> changes = [];
    private readonly List<(Guid Game, int Seq)> keys = [];

    public Backend Backend => backend;

    public bool IsOver { get; private set; }

    /// <summary>True while its client is stopped between sending it and asking for its end: it keeps its locks and waits.</summary>
    public Func<bool>? IsHeldBack { get; init; }

    /// <summary>It is being made durable: only a crash undoes it now.</summary>
    public bool IsAtTheDisk { get; set; }

    /// <summary>It was undone.</summary>
    public event Action? Ended;

    /// <summary>It is over, whichever way: a second insert of its keys may look again.</summary>
    public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Holds(RowLock one) => held.Add(one);

    public void Will(Action change) => changes.Add(change);

    /// <summary>Puts a key into the index, where others meet it before it is committed.</summary>
    public void Claim((Guid Game, int Seq) key)
    {
        database.Claimed[key] = this;
        keys.Add(key);
    }

    public void Commit()
    {
        if (IsOver) return;
        foreach (var change in changes) change();
        Finish();
    }

    public void Abort()
    {
        if (IsOver) return;
        Finish();
        Ended?.Invoke();
    }

    private void Finish()
    {
        IsOver = true;
        backend.Running = null;
        foreach (var key in keys) database.Claimed.Remove(key);
        foreach (var one in held) one.Release(this);
        Over.TrySetResult();
    }
}
