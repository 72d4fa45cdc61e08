using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>Somebody who wants to follow a game.</summary>
/// <param name="Resume">The last whole group that he has; null to begin with the view.</param>
/// <param name="View">He wants what changed in the view with each group.</param>
/// <param name="Welcome">
/// Makes the frame that stands before everything else, of where the game is and how he comes up to it. Called once, under a lock: it must
/// only make the frame.
/// </param>
public sealed record Comer(Outbox Outbox, Role Role, Side? Side, ResumeAt? Resume, bool View, Func<Standing, ReadOnlyMemory<byte>> Welcome);

/// <param name="Head">The seq of the game's last event as he may see it.</param>
/// <param name="Mode">What follows: <c>current</c> (nothing), <c>evs</c> or <c>snap</c>.</param>
public readonly record struct Standing(int Head, string Mode);

/// <summary>A place in the stand, or why there is none.</summary>
public readonly record struct Seating(Place? Place, Refusal? Refused = null);

/// <summary>
/// Where one socket stands in one game. To who must miss nothing every group is queued as it is published, on the game's own turn; for who
/// only watches nothing is queued: his outbox takes from here what comes next, as fast as he reads it, and where that is too slow he is
/// told what he missed and shown how the game stands. May be called on any thread.
/// </summary>
public sealed class Place : IFrameSource
{
    private readonly Stand stand;
    private readonly IFollowing following;
    private Passage at;
    private byte[]? due;
    private volatile bool isSnapAsked;

    internal Place(Stand stand, IFollowing following, Comer comer, Passage at)
    {
        (this.stand, this.following, this.at) = (stand, following, at);
        (Outbox, Role, Side, WantsView) = (comer.Outbox, comer.Role, comer.Side, comer.View);
    }

    /// <summary>The seq of the game's last event as this role may see it: what a pong says.</summary>
    public int Head => stand.Told;

    /// <summary>The last seq that was queued for him.</summary>
    public int Sent => Outbox.IsLossless ? stand.Told : Volatile.Read(ref at).Last;

    /// <summary>The game is written down by a scorer; nobody manages in it.</summary>
    public bool IsScored => stand.Head.State.Game.Fixture!.Mode == GameMode.Scored;

    /// <summary>
    /// The command that he has in work; none otherwise. What it did is sent with its receipt, which is queued in the same moment: whatever
    /// comes of it, he is answered after this was set back.
    /// </summary>
    internal CommandId Awaits { get; set; }

    internal Outbox Outbox { get; }
    internal Role Role { get; }
    internal Side? Side { get; }
    internal bool WantsView { get; }

    /// <summary>Returns when everything up to that seq is queued for him; what this node was not told is read from the journal.</summary>
    /// <returns>The view's hash there; null where it is not known any more.</returns>
    /// <exception cref="JournalUnavailableException">The journal does not tell.</exception>
    public ValueTask<string?> Reached(int seq, CancellationToken stop = default) =>
        stand.Told >= seq ? new(stand.HashAt(seq)) : Reach(seq, stop);

    /// <summary>Shows him how the game stands; what follows goes on from there.</summary>
    public void Snap()
    {
        if (Outbox.IsLossless) stand.Snap(this);
        else isSnapAsked = true;
        Outbox.Go();
    }

    /// <summary>He goes. Once is enough; again does nothing.</summary>
    public void Leave() => stand.Leave(this);

    ReadOnlyMemory<byte>? IFrameSource.Next()
    {
        if (due is { } snap)
        {
            due = null;
            return snap;
        }

        // The head is set before the chain reaches it: whoever reads them in this order never finds it behind where he stands.
        var next = at.Next;
        var head = stand.Head;
        if (isSnapAsked || at.Era != head.Last.Era)
        {
            isSnapAsked = false;
            Volatile.Write(ref at, head.Last);
            return stand.Snap(head);
        }

        if (next is null) return null;
        if (stand.IsTooFar(at, head.Last)) return Skip(head);
        Volatile.Write(ref at, next);
        return WantsView ? next.WithView ?? Skip(head) : next.Frame;
    }

    private async ValueTask<string?> Reach(int seq, CancellationToken stop)
    {
        await following.Reach(seq, stop);
        return stand.HashAt(seq);
    }

    private ReadOnlyMemory<byte> Skip(Head to)
    {
        var gap = stand.Gap(at.Last + 1, to.Last.Last);
        due = stand.Snap(to);
        Volatile.Write(ref at, to.Last);
        return gap;
    }
}
