namespace AkkaGame.Cluster.Tests;

/// <summary>A node's turns, taken when the test says so. While paused they wait, as a process does that was stopped.</summary>
internal sealed class Turns : TaskScheduler
{
    private readonly List<Task> ready = [];

    public bool IsPaused { get; set; }

    public bool IsReady => !IsPaused && ready.Count > 0;

    /// <summary>Takes one turn, in the order in which they came about.</summary>
    public void TakeOne()
    {
        var next = ready[0];
        ready.RemoveAt(0);
        TryExecuteTask(next);
    }

    protected override void QueueTask(Task task) => ready.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => ready;
}
