using System.Collections.Concurrent;

namespace AkkaGame.Actors;

/// <summary>What is remembered of tokens, until the process ends.</summary>
public sealed class VolatileTokens : ITokens
{
    private readonly ConcurrentDictionary<Guid, long> used = new();
    private readonly ConcurrentQueue<Revocation> revoked = new();

    public ValueTask<bool> Use(Guid ticket, long until) => new(used.TryAdd(ticket, until));

    public ValueTask Revoke(Revocation revocation)
    {
        revoked.Enqueue(revocation);
        return default;
    }

    public ValueTask<IReadOnlyList<Revocation>> Revoked(long since, CancellationToken stop = default) =>
        new([.. revoked.Where(one => one.At >= since).OrderBy(static one => one.At)]);

    public ValueTask<bool> Forget(long before)
    {
        foreach (var (ticket, until) in used)
            if (until < before) used.TryRemove(ticket, out _);
        return new(true);
    }
}
