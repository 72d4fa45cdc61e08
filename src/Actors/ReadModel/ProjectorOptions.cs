namespace AkkaGame.Actors;

/// <summary>What a projector reads, writes, and takes its time from.</summary>
public sealed record ProjectorPorts(IFeed Feed, IJournal Journal, IGames Games, IReadModel Store, TimeProvider Time)
{
    public IOwnership Ownership { get; init; } = SoleOwner.Instance;

    /// <summary>Where what the leagues' cards have said is made good, should it be missing; null where nobody keeps it.</summary>
    public ICells? Cells { get; init; }
}

public sealed record ProjectorOptions
{
    /// <summary>Events of a feed looked at in one step.</summary>
    public int EventsMax { get; init; } = 2_000;

    /// <summary>Games written in one step, and so in one transaction.</summary>
    public int GamesMax { get; init; } = 128;

    /// <summary>Games whose fold is kept, so that the next play of a live game costs no reading of the whole of it.</summary>
    public int FoldsKept { get; init; } = 256;

    /// <summary>How often the feeds are looked at when nothing was heard.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rest after each pass: what happens meanwhile is taken in together, and commands have the machine.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest rest while the store does not answer; it begins with <see cref="Poll"/> and doubles.</summary>
    public TimeSpan RestMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a missing position is waited for before it is passed over with an alarm.</summary>
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Told of what went wrong: a store that failed, a gap, a defect. Must not throw.</summary>
    public Action<Exception> Faulted { get; init; } = static _ => { };
}

/// <summary>Positions of a feed never came.</summary>
public sealed class FeedGapException(Feed feed, long after, long next) : Exception(
    $"Feed {feed} has no positions {after + 1} to {next - 1}; they were passed over. Games that moved in them are taken in when they move "
    + "again, or by a rebuild.");
