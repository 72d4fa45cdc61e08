using System.Runtime.ExceptionServices;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Keeps the read model up with the journal: one loop a process, over the feeds that the process owns. It stands beside the way of a
/// command, never in it: it hears that something happened, and reads what it was on its own connections in its own time. It may be stopped
/// anywhere; checkpoint and rows move in one transaction.
/// </summary>
public sealed class Projector : IAsyncDisposable
{
    /// <summary>A rest that doubled on through a long outage would at last be longer than a time can be.</summary>
    private const int DoublingsMax = 16;

    private readonly ProjectorPorts ports;
    private readonly ProjectorOptions options;
    private readonly HeldBack held;
    private readonly Projection projection;
    private readonly ProjectorFigures figures;
    private readonly HashSet<(Feed, int Build)> swept = [];
    private readonly HashSet<Feed> checkedFeeds = [];
    private readonly Dictionary<Feed, (long After, DateTimeOffset Since)> gaps = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private volatile TaskCompletionSource awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? running;

    public Projector(ProjectorPorts ports, ProjectorOptions? options = null)
    {
        (this.ports, this.options) = (ports, options ?? new());
        held = new(ports);
        projection = new(ports, this.options, held);
        figures = new(ports.Time);
    }

    public ReadModelSight Sight => figures.Sight;

    /// <summary>Begins to follow; once.</summary>
    public void Start() => running ??= Task.Run(Run);

    /// <summary>Something was appended. Costs next to nothing and never waits.</summary>
    public void Touch()
    {
        if (figures.Touched()) awake.TrySetResult();
    }

    /// <summary>Takes in what is there until nothing is left; beside a loop that runs it waits for its turn.</summary>
    /// <exception cref="JournalUnavailableException">A store did not answer.</exception>
    public async Task CatchUp(CancellationToken stop = default)
    {
        var failed = new Dictionary<Feed, ExceptionDispatchInfo>();
        while (await Pass(failed, stop)) stop.ThrowIfCancellationRequested();
        // What one feed chokes on is told when the others are as far as they can be.
        if (failed.Count > 0) failed.Values.First().Throw();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (running is not null) await running;
        figures.Dispose();
        stopping.Dispose();
        oneAtATime.Dispose();
    }

    private async Task Run()
    {
        var stop = stopping.Token;
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var rest = options.Rest;
            try
            {
                await CatchUp(stop);
                failures = 0;
                await awake.Task.WaitAsync(options.Poll, ports.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                awake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // A store that is down, or a defect: either way the journal is not concerned, and it is tried again.
            {
                figures.Failed(e);
                options.Faulted(e);
                rest = Shorter(options.Poll * (1 << Math.Min(failures++, DoublingsMax)), options.RestMax);
            }

            await Task.Delay(rest, ports.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One step of every feed that is behind. True where there is more to do at once.</summary>
    /// <param name="failed">Feeds that are left alone; one whose step fails is added.</param>
    private async ValueTask<bool> Pass(Dictionary<Feed, ExceptionDispatchInfo> failed, CancellationToken stop)
    {
        await oneAtATime.WaitAsync(stop);
        try
        {
            figures.Looks();
            Feed[] mine = [.. ports.Feed.Feeds.Where(feed => feed.Shard is not { } shard || ports.Ownership.EpochOf(shard) is not null)];
            checkedFeeds.IntersectWith(mine);
            var isNew = mine.Any(feed => !checkedFeeds.Contains(feed));
            var checkpoints = await ports.Store.Checkpoints(stop);
            var heads = await ports.Feed.Heads(mine, stop);
            var (more, stands) = (false, new List<FeedStands>(mine.Length));
            foreach (var feed in mine)
            {
                var (stood, head) = (checkpoints.GetValueOrDefault(feed), heads.GetValueOrDefault(feed));
                try
                {
                    if (!failed.ContainsKey(feed))
                    {
                        var step = await Step(feed, stood, head, stop);
                        more |= step.More;
                        stands.Add(step.Stands);
                        continue;
                    }
                }
                // A store that is down is down for all; anything else is this feed's own.
                catch (Exception e) when (e is not (JournalUnavailableException or OperationCanceledException))
                {
                    failed.Add(feed, ExceptionDispatchInfo.Capture(e));
                }

                if (stood is not null) stands.Add(new(stood, head, null));
            }

            if (isNew) await held.Find(stop);
            if (!more)
            {
                foreach (var feed in mine.Where(feed => !failed.ContainsKey(feed)))
                    more |= await Show(feed, checkpoints.GetValueOrDefault(feed), stop);
                await List(stop);
            }

            figures.Stand(stands);
            return more;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async ValueTask<(bool More, FeedStands Stands)> Step(Feed feed, Checkpoint? stood, long head, CancellationToken stop)
    {
        if (stood is null || await MustBegin(feed, stood, head, stop))
        {
            await ports.Store.ListTo(0, stop);
            var begin = new Checkpoint((stood?.Build ?? 0) + 1, 0, Guid.Empty, GameRows.Version, stood is null ? 0 : head);
            return (await ports.Store.Store(feed, stood, begin, [], stop), new(begin, head, null));
        }

        checkedFeeds.Add(feed);
        var page = stood.Position < head ? await Read(feed, stood.Position, stop) : [];
        if (page.Count == 0)
        {
            await Sweep(feed, stood, head, stop);
            return (false, new(stood, head, null));
        }

        var (moved, last) = Moved(page);
        var to = stood with { Position = last.Position, Command = last.Command.Value };
        var stored = await Store(feed, stood, to, moved, stop);
        if (stored) await Sweep(feed, to, head, stop);

        // What came meanwhile waits for the next time: who looked on as long as something comes would never rest nor list the games.
        return (!stored || to.Position < head, new(to, Math.Max(head, to.Position), page[0].At));
    }

    private async ValueTask<bool> Store(
        Feed feed, Checkpoint stood, Checkpoint to, IReadOnlyDictionary<GameId, int> moved, CancellationToken stop)
    {
        var games = await projection.Of(moved, stood.Build, stop);
        if (!await ports.Store.Store(feed, stood, to, [.. games.Select(static one => one.Game)], stop)) return false;
        projection.Stored(games);
        held.Stored(games);
        figures.Stored(games.Select(static one => one.Game));
        return true;
    }

    /// <summary>Takes in what was held back and may be seen now. True where the feed stands elsewhere, try again.</summary>
    /// <param name="stood">Where the feed stands, if it moved not in this pass; null where it has not begun.</param>
    private async ValueTask<bool> Show(Feed feed, Checkpoint? stood, CancellationToken stop) =>
        stood is not null && held.Due(feed) is { Count: > 0 } due && !await Store(feed, stood, stood, due, stop);

    /// <summary>Removes what an older build left, once each build, when its end is reached.</summary>
    private async ValueTask Sweep(Feed feed, Checkpoint at, long head, CancellationToken stop)
    {
        if (at.Position < head || swept.Contains((feed, at.Build))) return;
        figures.Swept(await ports.Store.Sweep(feed, stop));
        swept.Add((feed, at.Build));
    }

    /// <summary>
    /// True where what was taken in is not of this journal (a restored backup, another file) or gave other rows than this build does.
    /// </summary>
    private async ValueTask<bool> MustBegin(Feed feed, Checkpoint stood, long head, CancellationToken stop)
    {
        if (stood.Version != GameRows.Version || head < stood.Position) return true;
        if (stood.Position == 0 || checkedFeeds.Contains(feed)) return false;
        var at = await ports.Feed.Read(feed, stood.Position - 1, 1, stop);
        return at is not [var entry] || entry.Position != stood.Position || entry.Command.Value != stood.Command;
    }

    /// <summary>The next page as far as it has no gap. Where it begins with one: nothing, until it closed or patience is over.</summary>
    private async ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, CancellationToken stop)
    {
        var page = await ports.Feed.Read(feed, after, options.EventsMax, stop);
        var whole = 0;
        while (whole < page.Count && page[whole].Position == after + 1 + whole) whole++;
        if (whole > 0 || page.Count == 0)
        {
            gaps.Remove(feed);
            return [.. page.Take(whole)];
        }

        var now = ports.Time.GetUtcNow();
        if (!gaps.TryGetValue(feed, out var gap) || gap.After != after) gaps[feed] = gap = (after, now);
        if (now - gap.Since < options.GapPatience) return [];
        gaps.Remove(feed);
        figures.PassedOverGap();
        options.Faulted(new FeedGapException(feed, after, page[0].Position));
        return [page[0]];
    }

    /// <summary>The games of a page with their highest seq, and the entry with which the step ends, so that it stays small.</summary>
    private (Dictionary<GameId, int> Moved, FeedEntry Last) Moved(IReadOnlyList<FeedEntry> page)
    {
        var moved = new Dictionary<GameId, int>();
        var last = page[0];
        foreach (var entry in page)
        {
            if (!moved.ContainsKey(entry.Game) && moved.Count == options.GamesMax) break;
            moved[entry.Game] = Math.Max(entry.Seq, moved.GetValueOrDefault(entry.Game));
            last = entry;
        }

        return (moved, last);
    }

    /// <summary>Moves the number up to which the list of games is in the read model, as far as it is.</summary>
    private async ValueTask List(CancellationToken stop)
    {
        const int Page = 200;
        var begin = await ports.Store.ListedTo(stop);
        for (var to = begin; ;)
        {
            var page = await ports.Games.List(to, Page, stop);
            var reached = await ports.Store.Reached([.. page.Select(static listing => listing.Game)], stop);
            var known = page.TakeWhile(listing => reached.ContainsKey(listing.Game)).ToArray();
            if (known is [.., var last]) await ports.Store.ListTo(to = last.Number, stop);
            if (known.Length < Page) return;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
