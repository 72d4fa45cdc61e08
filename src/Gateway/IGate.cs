using System.Net;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>Who may come in: asked once a connection, and again while it is open.</summary>
public interface IGate
{
    /// <summary>Whoever says hello, or why he stays outside.</summary>
    ValueTask<Admission> Admit(GameId game, HelloFrame hello, IPAddress? from, CancellationToken stop);

    /// <summary>A newer token of somebody inside: the same person, role and side, or refused.</summary>
    ValueTask<Admission> Renew(GameId game, Pass pass, string? token, CancellationToken stop);

    /// <summary>
    /// Asked about every open connection once a second: null while he may stay. Must not block: what is revoked is known from memory.
    /// </summary>
    /// <param name="now">Unix milliseconds UTC.</param>
    CloseCode? Turned(Pass pass, long now);

    /// <summary>Whoever was let in has gone, or did not get a place after all: called once for each that was admitted.</summary>
    void Left(GameId game, Pass pass, IPAddress? from) { }
}

/// <summary>Somebody who was let in.</summary>
/// <param name="Who">As operators know him; empty for a spectator who did not say.</param>
/// <param name="Side">A manager's side.</param>
/// <param name="Expires">When his token does, Unix milliseconds UTC; null for never.</param>
/// <param name="TokenId">The token's id, by which it can be revoked; null where there is none.</param>
/// <param name="Issued">When his token was, Unix milliseconds UTC; 0 where there is none.</param>
public sealed record Pass(string Who, Role Role, Side? Side = null, long? Expires = null, string? TokenId = null, long Issued = 0)
{
    public Author Author => new(Who, Role, Side);
}

/// <summary>Let in, or a refusal and how the socket is closed.</summary>
public readonly record struct Admission(Pass? Pass, Refusal? Refused = null, CloseCode Close = CloseCode.BadToken)
{
    public static implicit operator Admission(Pass pass) => new(pass);
}
