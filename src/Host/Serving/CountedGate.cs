using System.Collections.Concurrent;
using System.Net;
using AkkaGame.Gateway;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Serving;

/// <summary>
/// Counts whom a gate lets in: so many sockets of one person at one game, so many of unnamed spectators from one address.
/// </summary>
internal sealed class CountedGate(IGate gate, Bounds bounds) : IGate
{
    private static readonly Refusal tooManyOfHis = new(
        RefusalCode.RateLimited, "token", "sockets-per-person", "This person follows this game on as many sockets as he may.", Retry.After);

    private static readonly Refusal tooManyFromThere = new(
        RefusalCode.RateLimited, "token", "spectators-per-address",
        "As many watch from this address as may without saying who they are.", Retry.After);

    private readonly ConcurrentDictionary<(GameId, string), int> people = new();
    private readonly ConcurrentDictionary<IPAddress, int> addresses = new();

    public async ValueTask<Admission> Admit(GameId game, HelloFrame hello, IPAddress? from, CancellationToken stop)
    {
        var admission = await gate.Admit(game, hello, from, stop);
        if (admission.Pass is not { } pass) return admission;
        var at = from ?? IPAddress.Loopback;
        if (pass.Who.Length > 0)
        {
            return Takes(people, (game, pass.Who), bounds.SocketsPerPerson)
                ? admission
                : new(null, tooManyOfHis, CloseCode.Abuse);
        }

        return Takes(addresses, Capacity.Counted(at), Capacity.Most(bounds.SpectatorsPerAddress, at))
            ? admission
            : new(null, tooManyFromThere, CloseCode.Abuse);
    }

    public ValueTask<Admission> Renew(GameId game, Pass pass, string? token, CancellationToken stop) => gate.Renew(game, pass, token, stop);

    public CloseCode? Turned(Pass pass, long now) => gate.Turned(pass, now);

    public void Left(GameId game, Pass pass, IPAddress? from)
    {
        gate.Left(game, pass, from);
        if (pass.Who.Length > 0) Gives(people, (game, pass.Who));
        else Gives(addresses, Capacity.Counted(from ?? IPAddress.Loopback));
    }

    private static bool Takes<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key, int most) where TKey : notnull
    {
        if (counts.AddOrUpdate(key, 1, static (_, before) => before + 1) <= most || most == 0) return true;
        Gives(counts, key);
        return false;
    }

    private static void Gives<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key) where TKey : notnull
    {
        if (counts.AddOrUpdate(key, 0, static (_, before) => before - 1) == 0) counts.TryRemove(new(key, 0));
    }
}
