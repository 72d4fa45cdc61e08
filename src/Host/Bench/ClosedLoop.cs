using System.Diagnostics;
using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.Bench;

/// <summary>Callers side by side, each of which asks again as soon as it has its answer.</summary>
internal static class ClosedLoop
{
    /// <param name="callers">What each of them does once, over and over, until the time is over.</param>
    public static async Task<Pace> Run(IEnumerable<Func<ValueTask>> callers, TimeSpan time, CancellationToken stop)
    {
        var watch = new PaceWatch(time);
        var loops = callers.Select(once => Task.Run(() => Loop(once))).ToArray();
        var waits = await Task.WhenAll(loops);
        return watch.Stop(waits.SelectMany(static some => some));

        async Task<List<long>> Loop(Func<ValueTask> once)
        {
            var waits = new List<long>();
            while (!watch.IsOver || waits.Count == 0)
            {
                stop.ThrowIfCancellationRequested();
                var asked = Stopwatch.GetTimestamp();
                await once();
                waits.Add(Stopwatch.GetTimestamp() - asked);
            }

            return waits;
        }
    }
}
