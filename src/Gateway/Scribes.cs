using System.Collections.Concurrent;

namespace AkkaGame.Gateway;

/// <summary>The writers of one node, as many as ever wrote at once; each keeps its buffer.</summary>
internal sealed class Scribes
{
    private readonly ConcurrentBag<Scribe> idle = [];

    public Scribe Rent() => idle.TryTake(out var scribe) ? scribe : new();

    public void Return(Scribe scribe) => idle.Add(scribe);

    public byte[] Use<T>(T of, Func<Scribe, T, byte[]> write)
    {
        var scribe = Rent();
        try
        {
            return write(scribe, of);
        }
        finally
        {
            Return(scribe);
        }
    }
}

/// <summary>What all stands of a node share.</summary>
internal sealed record StandPorts(GatewayOptions Options, Scribes Scribes, SpectatorPump Pump, StandCounts Counts);

/// <summary>Counted since the node started; moved on any thread.</summary>
internal sealed class StandCounts
{
    /// <summary>Groups encoded.</summary>
    public long Groups;

    /// <summary>Views shown: to newcomers, on request, and after a gap.</summary>
    public long Snaps;

    /// <summary>Times that somebody came back and was told what he missed.</summary>
    public long Resumes;

    /// <summary>Clients that came back with another view than they were sent.</summary>
    public long Desyncs;

    /// <summary>Times that somebody who watches read too slowly and was left out of something.</summary>
    public long Gaps;

    /// <summary>Times that the journal was read for what this node had not been told, or did not hold any more.</summary>
    public long Readings;

    /// <summary>Times that the journal turned out to say otherwise than what had been told.</summary>
    public long Reversals;
}
