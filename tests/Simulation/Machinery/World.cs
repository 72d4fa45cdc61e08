using System.Globalization;

namespace AkkaGame.Simulation.Machinery;

/// <summary>
/// One thread, one time, and everything that is to be done: a step takes one of the things that are ready, by chance; where nothing is
/// ready, time goes on to the next moment at which something is. The same seed makes the same steps.
/// </summary>
internal sealed class World(ulong seed)
{
    /// <summary>Steps at one moment after which somebody goes round in circles.</summary>
    private const int StandingMost = 200_000;

    private static readonly DateTimeOffset beginning = new(2018, 4, 6, 16, 10, 0, TimeSpan.Zero);

    private readonly Luck order = new(seed);
    private readonly List<Work> ready = [];
    private readonly PriorityQueue<Moment, (long At, long Turn)> moments = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long turns;
    private int standing;
    private ulong hash = 0xCBF29CE484222325;

    /// <summary>Ticks of 100 ns since the world began, by a clock that nobody in it has.</summary>
    public long Now { get; private set; }

    public long Steps { get; private set; }

    /// <summary>The hash of all that was written down so far: equal where two runs were equal.</summary>
    public ulong Hash => hash;

    /// <summary>Told each line that is written down; null where nobody reads them.</summary>
    public Action<string>? Trace { get; set; }

    /// <summary>What must never be, found while it went on.</summary>
    public List<string> Wrong { get; } = [];

    public DateTimeOffset Clock => beginning.AddTicks(Now);

    public void Note(string line)
    {
        foreach (var sign in line) hash = (hash ^ sign) * 0x100000001B3;
        hash = (hash ^ (ulong)Now) * 0x100000001B3;
        Trace?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{Now / 1e7:0.0000} {line}"));
    }

    public void Broken(string what)
    {
        if (Wrong.Count < 20) Wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{what} (at {Now / 1e7:0.000} s)"));
        Note($"WRONG {what}");
    }

    /// <summary>To be done as soon as it is its turn.</summary>
    public void Add(Work work)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            // Somebody left the world's thread, and no run can be repeated any more: the stack says who.
            lock (Strays) Strays.Add(Environment.StackTrace);
        }

        lock (ready) ready.Add(work);
    }

    /// <summary>The same, unless it has to wait for a processor first.</summary>
    public void Soon(Work work)
    {
        if (!order.Happens(work.Process.Crowded)) Add(work);
        else After(order.Within(default, TimeSpan.FromMilliseconds(30)), work.Process, () => work.What(work.With));
    }

    /// <summary>Where something came from that was not of this thread.</summary>
    public List<string> Strays { get; } = [];

    /// <summary>To be done at that moment or later.</summary>
    public void At(long moment, Process process, Action what) => moments.Enqueue(new(process, what), (Math.Max(moment, Now), turns++));

    public void After(TimeSpan pause, Process process, Action what) => At(Now + pause.Ticks, process, what);

    /// <summary>Goes on until that much time has passed, or until it is so.</summary>
    /// <returns>True where it became so.</returns>
    public bool Pass(TimeSpan time, Func<bool>? until = null)
    {
        var end = Now + time.Ticks;
        while (until is null || !until())
        {
            if (Step(end)) continue;
            Now = end;
            return until?.Invoke() ?? false;
        }

        return true;
    }

    private bool Step(long end)
    {
        if (ready.Count > 0)
        {
            var chosen = ready.Count == 1 ? 0 : order.Below(ready.Count);
            var work = ready[chosen];
            ready[chosen] = ready[^1];
            ready.RemoveAt(ready.Count - 1);
            Steps++;
            if (++standing > StandingMost) throw new InvalidOperationException($"Time stands still: {work.Process.Name} comes to no end.");
            work.Process.Take(work);
            return true;
        }

        if (!moments.TryPeek(out _, out var next) || next.At > end) return false;
        var moment = moments.Dequeue();
        if (next.At > Now) (Now, standing) = (next.At, 0);
        if (!moment.Process.IsDead) Add(new(moment.Process, static what => ((Action)what!)(), moment.What));
        return true;
    }

    private readonly record struct Moment(Process Process, Action What);
}

internal readonly record struct Work(Process Process, SendOrPostCallback What, object? With);
