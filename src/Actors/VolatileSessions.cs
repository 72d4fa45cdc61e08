using System.Collections.Concurrent;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>Connections that are forgotten with their process.</summary>
public sealed class VolatileSessions : ISessions
{
    private readonly ConcurrentDictionary<Guid, SessionRecord> kept = new();

    public ValueTask<bool> Keep(IReadOnlyCollection<SessionRecord> records)
    {
        foreach (var record in records)
            kept.AddOrUpdate(record.Connection, static (_, next) => next, static (_, before, next) => next.After(before), record);
        return new(true);
    }

    public ValueTask<IReadOnlyList<SessionRecord>> Find(GameId? game, int limit, CancellationToken stop = default) =>
        new([
            .. kept.Values.Where(one => game is null || one.Game == game)
                .OrderByDescending(static one => one.Seen).ThenByDescending(static one => one.Connection).Take(limit),
        ]);

    public ValueTask<int> Forget(long before, CancellationToken stop = default) =>
        new(kept.Count(one => one.Value.Seen < before && !(one.Value.Closed >= before) && kept.TryRemove(one)));
}
