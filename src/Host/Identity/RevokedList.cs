using System.Collections.Concurrent;
using AkkaGame.Actors;

namespace AkkaGame.Host.Identity;

/// <summary>
/// What was revoked, in memory: asked about every token and, once a second, every open connection. What other nodes revoke is read from the
/// store every few seconds.
/// </summary>
internal sealed class RevokedList(ITokens store)
{
    /// <summary>Clocks of nodes may differ by so much: what was revoked that long ago is read again.</summary>
    private static readonly TimeSpan overlap = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> tokens = new(), people = new();
    private long newest;

    /// <summary>False until it was read once: until then nobody's token is believed.</summary>
    public bool IsKnown { get; private set; }

    public bool Has(Badge badge) => Has(badge.TokenId, badge.Who, badge.Issued);

    /// <param name="issued">Unix milliseconds UTC.</param>
    public bool Has(string? tokenId, string who, long issued) =>
        (tokenId is not null && tokens.ContainsKey(tokenId)) || (people.TryGetValue(who, out var before) && issued < before);

    /// <summary>Reads what came since it was read last.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async Task Read(CancellationToken stop)
    {
        foreach (var one in await store.Revoked(IsKnown ? newest - (long)overlap.TotalMilliseconds : 0, stop)) Take(one);
        IsKnown = true;
    }

    /// <summary>Durable when it returns, and known here at once.</summary>
    /// <exception cref="JournalUnavailableException">The store did not take it.</exception>
    public async Task Add(Revocation revocation)
    {
        await store.Revoke(revocation);
        Take(revocation);
    }

    private void Take(Revocation one)
    {
        if (one.Kind == Revoked.Token) tokens[one.Name] = one.At;
        // Whoever is revoked again has to bring a token that is newer still.
        else people.AddOrUpdate(one.Name, one.At, (_, before) => Math.Max(before, one.At));
        if (one.At > newest) newest = one.At;
    }
}
