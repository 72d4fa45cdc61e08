namespace AkkaGame.Simulation.Machinery;

/// <summary>
/// What runs by itself in the world: a node, a client, the database. All that awaits in it goes on in it. While it is paused nothing of it
/// happens, as with a process that was stopped; when it is dead, never again.
/// </summary>
internal sealed class Process : SynchronizationContext
{
    private readonly World world;
    private readonly List<Work> withheld = [];

    public Process(World world, string name)
    {
        (this.world, Name) = (world, name);
        Turns = new ProcessTurns(this);
    }

    public string Name { get; }

    public World World => world;

    /// <summary>Its turns, for those who want a scheduler.</summary>
    public TaskScheduler Turns { get; }

    /// <summary>How often something that is ready has to wait for a processor, some milliseconds.</summary>
    public double Crowded { get; init; }

    public bool IsPaused { get; private set; }

    public bool IsDead { get; private set; }

    public void Do(Action what) => Post(static done => ((Action)done!)(), what);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsDead) world.Soon(new(this, d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for another here.");

    public override SynchronizationContext CreateCopy() => this;

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        foreach (var work in withheld) world.Add(work);
        withheld.Clear();
    }

    public void Kill()
    {
        IsDead = true;
        withheld.Clear();
    }

    internal void Take(Work work)
    {
        if (IsDead) return;
        if (IsPaused)
        {
            withheld.Add(work);
            return;
        }

        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            work.What(work.With);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private sealed class ProcessTurns(Process process) : TaskScheduler
    {
        protected override void QueueTask(Task task) => process.Post(one => TryExecuteTask((Task)one!), task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
