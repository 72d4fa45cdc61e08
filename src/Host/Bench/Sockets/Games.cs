using AkkaGame.Host.Operating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>Games that are there before the clock runs.</summary>
internal static class Games
{
    /// <summary>Each so far that the load generator's commands follow; nothing on a server that knows no games.</summary>
    public static async Task Begin(MeasuredServer server, IEnumerable<Guid> games, Script script, bool plays, CancellationToken stop)
    {
        if (server.Ops is null) return;
        using var operators = new OperatorsClient(server.Ops);
        var engine = new RemoteEngine(operators);
        await Parallel.ForEachAsync(games, stop, async (id, _) =>
        {
            for (var place = 0; place < LoadGenerator.Beginning(plays); place++) await script.Send(engine, new GameId(id), place);
        });
    }
}
