using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AkkaGame.Client;

/// <summary>One timer for all connections of a clock: an idle connection has none of its own.</summary>
internal sealed class Pulse(TimeProvider time)
{
    private static readonly TimeSpan beat = TimeSpan.FromSeconds(1);

    private static readonly ConditionalWeakTable<TimeProvider, Pulse> all = [];

    private readonly ConcurrentDictionary<GameConnection, byte> members = new();
    private readonly Lock starting = new();
    private ITimer? timer;

    public static Pulse Of(TimeProvider time) => all.GetValue(time, static clock => new Pulse(clock));

    public void Add(GameConnection connection)
    {
        lock (starting)
        {
            members.TryAdd(connection, 0);
            timer ??= time.CreateTimer(static state => ((Pulse)state!).Beat(), this, beat, beat);
        }
    }

    public void Remove(GameConnection connection)
    {
        lock (starting)
        {
            members.TryRemove(connection, out _);
            if (!members.IsEmpty) return;
            timer?.Dispose();
            timer = null;
        }
    }

    private void Beat()
    {
        foreach (var (connection, _) in members) connection.Beat();
    }
}
