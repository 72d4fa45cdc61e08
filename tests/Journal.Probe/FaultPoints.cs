using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Journal.Probe;

/// <summary>Kills this process, as the kernel would, the so many-th time that it comes by a named point.</summary>
/// <param name="point">
/// <c>append.before</c>, <c>append.afterCommit</c>, <c>publish.before</c>, <c>publish.after</c>, <c>snapshot.beforeCommit</c>.
/// </param>
internal sealed class FaultPoints(string point, int count)
{
    private int passed;

    public static FaultPoints None { get; } = new("", 0);

    /// <param name="text">As <c>append.afterCommit:100</c>; null for none.</param>
    public static FaultPoints Parse(string? text) => text?.Split(':') is [var point, var count]
        ? new(point, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture))
        : None;

    public void Pass(string at)
    {
        if (at == point && Interlocked.Increment(ref passed) == count) Process.GetCurrentProcess().Kill();
    }

    public IJournal Around(IJournal journal) => new Journal(this, journal);

    public ISnapshots Around(ISnapshots snapshots) => new Snapshots(this, snapshots);

    public IAudience Around(IAudience audience) => new Audience(this, audience);

    private sealed class Journal(FaultPoints points, IJournal inner) : IJournal
    {
        public async ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
        {
            points.Pass("append.before");
            var outcome = await inner.Append(group, card, epoch);
            points.Pass("append.afterCommit");
            return outcome;
        }

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo, CancellationToken stop) => inner.Read(game, after, upTo, stop);

        public ValueTask<int> Head(GameId game, CancellationToken stop) => inner.Head(game, stop);
    }

    private sealed class Snapshots(FaultPoints points, ISnapshots inner) : ISnapshots
    {
        public ValueTask<bool> Save(Snapshot snapshot)
        {
            var saving = inner.Save(snapshot);
            points.Pass("snapshot.beforeCommit"); // It is on its way, and nobody has heard that it arrived.
            return saving;
        }

        public ValueTask<Snapshot?> Latest(GameId game, long below, CancellationToken stop) => inner.Latest(game, below, stop);
    }

    private sealed class Audience(FaultPoints points, IAudience inner) : IAudience
    {
        public void Publish(GameState state, EventGroup group)
        {
            points.Pass("publish.before");
            inner.Publish(state, group);
            points.Pass("publish.after"); // Told, perhaps on its way, and not answered.
        }

        public void Lost(GameId game) => inner.Lost(game);
    }
}
