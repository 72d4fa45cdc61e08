using System.Buffers;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>Where a game stands for those who follow it.</summary>
/// <param name="View">The view's JSON, whose hash the passage holds.</param>
internal sealed record Head(Passage Last, GameState State, byte[] View)
{
    private byte[]? snap;

    /// <summary>Made when somebody first wants it, and shared.</summary>
    public byte[] Snap(Scribes scribes) =>
        snap ??= scribes.Use((Last, View), static (scribe, of) => scribe.Snap(of.Last.Last, of.Last.Hash, of.View));
}

/// <summary>
/// Those who follow one game, with what they are told: every group is encoded once, and the last ones are kept for who comes back. It is
/// told by a following (<see cref="IFollowing"/>), a group after the other without gaps, or that all is otherwise.
/// </summary>
/// <remarks>
/// <see cref="Gate"/> keeps what is told and who is there in step: to come in, and to take a group in, are done under it. Under it nothing
/// is sent, only queued; who watches stands in the chain of passages and needs it not.
/// </remarks>
internal sealed class Stand(StandPorts ports)
{
    public const string Current = "current";

    private readonly List<Place> watchers = [];
    private Place[] players = [];
    private volatile Head? head;
    private volatile int told;
    private volatile int watching;
    private Passage? oldest;
    private int ringEvents, ringBytes, views, era;
    private int isTelling;
    private (Passage After, bool View, byte[] Frame)? missed;

    public Lock Gate { get; } = new();

    /// <summary>Null until there is a first state.</summary>
    public Head Head => head ?? throw new InvalidOperationException("Nobody comes in before the game is known.");

    public bool IsKnown => head is not null;

    /// <summary>The last seq that is queued for everybody who must miss nothing.</summary>
    public int Told => told;

    /// <summary>Nobody can come in any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The seq from which on groups are at hand.</summary>
    public int Oldest { get { lock (Gate) return oldest!.Last; } }

    public int Watching => watching;

    public Place[] Players => Volatile.Read(ref players);

    public int Places { get { lock (Gate) return watchers.Count + players.Length; } }

    /// <summary>The first state, or one that does not follow from what was told: then everybody is shown it. Under the gate.</summary>
    public void Begin(GameState state)
    {
        var view = ViewOf(state);
        if (head is not null) era++;
        var point = new Passage(state.Ledger.Seq, ViewText.Hash(view)) { Era = era };
        (oldest, ringEvents, ringBytes, missed) = (point, 0, 0, null);
        head = new(point, state, view);
        foreach (var place in players) place.Outbox.Add(head.Snap(ports.Scribes));
        told = point.Last;
    }

    /// <summary>Takes in the group that follows, without telling it. Under the gate.</summary>
    public void Take(GameState state, EventGroup group)
    {
        var before = head!;
        var scribe = ports.Scribes.Rent();
        var view = scribe.View(state);
        var passage = scribe.Write(group, ViewText.Hash(view), era);
        if (views > 0) passage.Add(scribe.Patch(before.View, view));
        ports.Scribes.Return(scribe);
        passage.CountAfter(before.Last);
        (head, missed) = (new(passage, state, view), null);
        before.Last.Link(passage);
        Interlocked.Increment(ref ports.Counts.Groups);
        ringEvents += passage.Count;
        ringBytes += passage.Frame.Length;
        while ((ringEvents > ports.Options.RingEvents || ringBytes > ports.Options.RingBytes) && oldest!.Next is { } next)
        {
            oldest = next;
            ringEvents -= next.Count;
            ringBytes -= next.Frame.Length;
        }
    }

    /// <summary>
    /// Queues what was taken in after that point for who must miss nothing. Under the gate; then <see cref="Go"/> without it.
    /// </summary>
    public void Tell(Passage after)
    {
        if (after.Next is not { } next) return;
        var isOne = next.Next is null;
        byte[]? plain = null, viewed = null;
        foreach (var place in players)
            place.Outbox.Add(place.WantsView ? viewed ??= Of(after, next, isOne, true) : plain ??= Of(after, next, isOne, false));
        told = head!.Last.Last;
    }

    /// <summary>Sends what <see cref="Tell"/> has queued, and lets those who watch know. Not under the gate.</summary>
    public void Go()
    {
        if (head is not { } now) return; // What is not known is told to nobody.
        // Whose own command it is, his receipt follows at once, and both go together.
        var command = now.Last.Command;
        foreach (var place in Players)
            if (place.Awaits != command || command == default) place.Outbox.Go();
        if (watching > 0 && Volatile.Read(ref isTelling) == 0 && Interlocked.Exchange(ref isTelling, 1) == 0) ports.Pump.Post(this);
    }

    /// <summary>Those who watch, for one round of telling; what is taken in from now on is for the next round.</summary>
    public Place[] Round(out int count)
    {
        Volatile.Write(ref isTelling, 0);
        return Watchers(out count);
    }

    /// <summary>Those who watch now, in an array that is to be given back.</summary>
    public Place[] Watchers(out int count)
    {
        lock (Gate)
        {
            count = watchers.Count;
            var round = ArrayPool<Place>.Shared.Rent(count);
            watchers.CopyTo(round);
            return round;
        }
    }

    /// <summary>
    /// Lets somebody in: he is welcomed, brought up to the head, and told everything after it. Null where this stand is closed.
    /// </summary>
    public Place? Enter(Comer comer, IFollowing following)
    {
        Place place;
        lock (Gate)
        {
            if (IsClosed) return null;
            var now = head!;
            var (mode, frame) = Plan(comer.Resume, comer.View, now);
            place = new(this, following, comer, now.Last);
            comer.Outbox.Add(comer.Welcome(new(now.Last.Last, mode)), counts: false);
            if (frame is not null) comer.Outbox.Add(frame, counts: false);
            if (comer.View) views++;
            if (comer.Outbox.IsLossless) Volatile.Write(ref players, [.. players, place]);
            else
            {
                watchers.Add(place);
                watching = watchers.Count;
                comer.Outbox.Source = place;
            }
        }

        comer.Outbox.Go();
        return place;
    }

    public void Leave(Place place)
    {
        lock (Gate)
        {
            var left = place.Outbox.IsLossless ? Array.IndexOf(players, place) : watchers.LastIndexOf(place);
            if (left < 0) return;
            if (place.WantsView) views--;
            if (place.Outbox.IsLossless) Volatile.Write(ref players, [.. players.Where(other => other != place)]);
            else
            {
                watchers[left] = watchers[^1];
                watchers.RemoveAt(watchers.Count - 1);
                watching = watchers.Count;
            }
        }
    }

    /// <summary>Lets go of what was made for many who came back at once.</summary>
    public void Forget()
    {
        lock (Gate) missed = null;
    }

    /// <summary>Closes where nobody is here. False where somebody is.</summary>
    public bool Close()
    {
        lock (Gate) return IsClosed = watchers.Count + players.Length == 0;
    }

    public void Snap(Place place)
    {
        lock (Gate) place.Outbox.Add(Head.Snap(ports.Scribes), counts: false);
        Interlocked.Increment(ref ports.Counts.Snaps);
    }

    public byte[] Snap(Head of)
    {
        Interlocked.Increment(ref ports.Counts.Snaps);
        return of.Snap(ports.Scribes);
    }

    public byte[] Gap(int from, int to)
    {
        Interlocked.Increment(ref ports.Counts.Gaps);
        return ports.Scribes.Use((from, to), static (scribe, gap) => scribe.Gap(gap.from, gap.to));
    }

    /// <summary>As far behind as may wait for a socket.</summary>
    public bool IsTooFar(Passage at, Passage last) =>
        last.Number - at.Number > ports.Options.OutboxFrames || last.Bytes - at.Bytes > ports.Options.OutboxBytes;

    /// <summary>The view's hash at the end of a group; null where it is not at hand, or no group ends there.</summary>
    public string? HashAt(int seq)
    {
        var last = Head.Last;
        if (last.Last == seq) return last.Hash;
        lock (Gate) return Find(seq)?.Hash;
    }

    /// <summary>True where that group was told, and no other one in its place. Under the gate.</summary>
    /// <param name="state">The game after it.</param>
    public bool Has(GameState state, EventGroup group) =>
        Find(group.Last) is { } passage
        && (passage.IsPoint ? passage.Hash == ViewText.Hash(ViewOf(state)) : passage.Command == group.Command);

    /// <summary>
    /// Puts older groups, whose last one ends where the oldest here begins, before it. Not where the game has changed since.
    /// </summary>
    /// <param name="first">The point before them.</param>
    public void Prepend(Passage first)
    {
        lock (Gate)
        {
            var (before, last, events, bytes) = (first, first, 0, 0);
            while (last.Next is { } next)
            {
                (before, last) = (last, next);
                events += next.Count;
                bytes += next.Frame.Length;
            }

            if (before == last || last.Last != oldest!.Last || last.Hash != oldest.Hash) return;
            oldest.Learn(last);
            before.Link(oldest);
            oldest = first;
            ringEvents += events;
            ringBytes += bytes;
        }
    }

    /// <summary>How somebody comes up to the head. Under the gate.</summary>
    private (string Mode, byte[]? Frame) Plan(ResumeAt? resume, bool view, Head now)
    {
        if (resume is { } at && Find(at.Seq) is { } point)
        {
            var agrees = at.Hash is null || at.Hash == point.Hash;
            if (!agrees) Interlocked.Increment(ref ports.Counts.Desyncs);
            else if (point == now.Last) return (Current, null);
            else if (Missed(point, view, now) is { } events)
            {
                Interlocked.Increment(ref ports.Counts.Resumes);
                return (ServerFrame.Events, events);
            }
        }

        return (ServerFrame.Snap, Snap(now));
    }

    /// <summary>All that came after that point; null where it is more than is sent at once.</summary>
    private byte[]? Missed(Passage after, bool view, Head now)
    {
        if (now.Last.Last - after.Last > ports.Options.RingEvents) return null;
        // After a restart hundreds come back from the same place.
        if (missed is not { } made || made.After != after || made.View != view)
        {
            var frame = ports.Scribes.Use(
                (after, View: view ? now.View : []), static (scribe, of) => scribe.Events(of.after, of.View));
            missed = made = (after, view, frame);
        }

        return made.Frame.Length <= ports.Options.RingBytes ? made.Frame : null;
    }

    private byte[] Of(Passage after, Passage next, bool isOne, bool view)
    {
        if (isOne) return view ? next.WithView ?? next.Frame : next.Frame;
        return ports.Scribes.Use(
            (after, View: view ? head!.View : []), static (scribe, of) => scribe.Events(of.after, of.View));
    }

    private Passage? Find(int seq)
    {
        if (head!.Last.Last == seq) return head.Last;
        for (var passage = oldest; passage is not null && passage.Last <= seq; passage = passage.Next)
            if (passage.Last == seq) return passage;
        return null;
    }

    private byte[] ViewOf(GameState state) => ports.Scribes.Use(state, static (scribe, game) => scribe.View(game));
}
