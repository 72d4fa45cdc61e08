using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// How often somebody may do something that costs the server more than a question: refused with 429 or 503, and told when to come again.
/// </summary>
internal sealed class Credits(Bounds bounds) : IDisposable
{
    private static readonly TimeSpan minute = TimeSpan.FromMinutes(1);

    private readonly TokenBucketRateLimiter? handshakes = bounds.Handshakes == 0 ? null : new(new()
    {
        TokenLimit = bounds.Handshakes,
        TokensPerPeriod = Math.Max(1, bounds.Handshakes / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(0.1, 1.0 / bounds.Handshakes)),
        QueueLimit = 2 * bounds.Handshakes,
    });

    private readonly PartitionedRateLimiter<IPAddress> tickets = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        from => Capacity.Most(bounds.Tickets, from) is > 0 and var most
            ? Bucket(Capacity.Counted(from), most, most, minute)
            : RateLimitPartition.GetNoLimiter(Capacity.Counted(from)));

    private readonly PartitionedRateLimiter<string> commands = PartitionedRateLimiter.Create<string, string>(
        who => bounds.Commands > 0
            ? Bucket(who, 2 * bounds.Commands, bounds.Commands, TimeSpan.FromSeconds(1))
            : RateLimitPartition.GetNoLimiter(who));

    private readonly PartitionedRateLimiter<string> games = PartitionedRateLimiter.Create<string, string>(
        who => bounds.Games > 0 ? Bucket(who, bounds.Games, bounds.Games, minute) : RateLimitPartition.GetNoLimiter(who));

    private readonly ConcurrentDictionary<string, List<GameId>> unfinished = new(StringComparer.Ordinal);

    /// <summary>Counts the handshakes of WebSockets, and the tickets that are asked for.</summary>
    public void Guard(WebApplication app)
    {
        Answers.Gate(app, async context => context.Request.Path.StartsWithSegments("/ws", StringComparison.Ordinal)
            ? await Handshake(context)
            : IsForATicket(context.Request) ? Ticket(context.Connection.RemoteIpAddress) : null);
    }

    /// <summary>A command over HTTP. Null where he may send it.</summary>
    public Refusal? Command(string who)
    {
        using var credit = commands.AttemptAcquire(who);
        if (credit.IsAcquired) return null;
        return TooMany("commands", $"More than {bounds.Commands} commands a second are not taken from one person.");
    }

    /// <summary>A game that is to be set up. Null where he may.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<Refusal?> Game(string who, IGames store, CancellationToken stop)
    {
        using var credit = games.AttemptAcquire(who);
        if (!credit.IsAcquired) return TooMany("games", $"One person sets up at most {bounds.Games} games a minute.");
        if (bounds.UnfinishedGames == 0 || !unfinished.TryGetValue(who, out var his)) return null;
        GameId[] known;
        lock (his) known = [.. his];
        if (known.Length < bounds.UnfinishedGames) return null;
        foreach (var game in known)
        {
            // One that was put aside in a way that its listing cannot be read any more holds nobody up.
            if (await store.Find(game, stop) is { } listing && GameItem.Of(listing) is { Status: < GameStatus.Final }) continue;
            lock (his) his.Remove(game);
        }

        lock (his)
            if (his.Count < bounds.UnfinishedGames) return null;
        return TooMany("unfinished-games", $"{bounds.UnfinishedGames} games that this person set up are not over.");
    }

    /// <summary>A game that he set up. What is known of it is this process's own: after a restart everybody begins anew.</summary>
    public void Made(string who, GameId game)
    {
        if (bounds.UnfinishedGames == 0) return;
        var his = unfinished.GetOrAdd(who, static _ => []);
        lock (his) his.Add(game);
    }

    public void Dispose()
    {
        handshakes?.Dispose();
        tickets.Dispose();
        commands.Dispose();
        games.Dispose();
    }

    private async ValueTask<Refusal?> Handshake(HttpContext context)
    {
        if (handshakes is null) return null;
        using var turn = await handshakes.AcquireAsync(1, context.RequestAborted);
        if (turn.IsAcquired) return null;
        // Whoever lost a server all at once must not come back all at once.
        context.Response.Headers.RetryAfter = Random.Shared.Next(1, 6).ToString(CultureInfo.InvariantCulture);
        return new(RefusalCode.Busy, null, "handshakes", "More clients connect at this moment than can be let in.", Retry.After);
    }

    private Refusal? Ticket(IPAddress? from)
    {
        using var credit = tickets.AttemptAcquire(from ?? IPAddress.Loopback);
        return credit.IsAcquired ? null : TooMany("tickets", "Too many tickets were given to this address within a minute.");
    }

    private static bool IsForATicket(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && request.Path.StartsWithSegments("/api/v1/games") && request.Path.Value!.EndsWith("/tickets", StringComparison.Ordinal);

    private static Refusal TooMany(string rule, string why) => new(RefusalCode.RateLimited, null, rule, why, Retry.After);

    private static RateLimitPartition<TKey> Bucket<TKey>(TKey key, int most, int credits, TimeSpan period) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = most,
            TokensPerPeriod = credits,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
        });
}
