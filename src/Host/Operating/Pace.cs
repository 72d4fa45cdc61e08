namespace AkkaGame.Host.Operating;

/// <summary>How fast a count grows, looked at once a second.</summary>
internal sealed class Pace : IDisposable
{
    /// <summary>Seconds over which it is taken.</summary>
    private const int Window = 10;

    private static readonly TimeSpan often = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, long Count)> seen = new();
    private readonly TimeProvider time;
    private readonly Func<long> count;
    private readonly ITimer timer;

    public Pace(TimeProvider time, Func<long> count)
    {
        (this.time, this.count) = (time, count);
        Look();
        timer = time.CreateTimer(_ => Look(), null, often, often);
    }

    public double PerSecond()
    {
        lock (seen)
        {
            var (at, before) = seen.Peek();
            var seconds = time.GetElapsedTime(at).TotalSeconds;
            return seconds <= 0 ? 0 : Math.Round((count() - before) / seconds, 1);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        lock (seen)
        {
            seen.Enqueue((time.GetTimestamp(), count()));
            while (seen.Count > Window) seen.Dequeue();
        }
    }
}
