namespace AkkaGame.Actors;

/// <summary>What has to be remembered of tokens over a restart, and by all nodes: which tickets were used, and what was revoked.</summary>
public interface ITokens
{
    /// <summary>Writes down, durably, that a ticket is used.</summary>
    /// <param name="until">When it can be forgotten, Unix milliseconds UTC.</param>
    /// <returns>False where it had been used before, on whatever node.</returns>
    /// <exception cref="JournalUnavailableException">The store did not take it, or did not say so.</exception>
    ValueTask<bool> Use(Guid ticket, long until);

    /// <summary>Writes it down, durably. The same person may be revoked again: the later moment counts.</summary>
    /// <exception cref="JournalUnavailableException">The store did not take it, or did not say so.</exception>
    ValueTask Revoke(Revocation revocation);

    /// <summary>What was revoked at that moment (Unix milliseconds UTC) or later, the earliest first.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<Revocation>> Revoked(long since, CancellationToken stop = default);

    /// <summary>Forgets used tickets whose time was over before that (Unix milliseconds UTC).</summary>
    /// <returns>False where the store takes nothing now.</returns>
    ValueTask<bool> Forget(long before);
}

/// <summary>What a revocation names: one token, or a person and all the tokens that he was given before it.</summary>
public enum Revoked : byte { Token, Person }

/// <summary>A token, or a person's tokens, that are not believed any more.</summary>
/// <param name="Name">The token's id as operators know it, or the person's name.</param>
/// <param name="At">The moment, Unix milliseconds UTC: a person's tokens that were issued before it are revoked.</param>
/// <param name="By">The operator.</param>
public sealed record Revocation(Revoked Kind, string Name, long At, string By, string? Why);
