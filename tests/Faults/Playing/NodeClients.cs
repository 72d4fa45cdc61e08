using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// Several nodes as clients know them: who asks asks any of them, and whose command was not answered, or is to be sent again, sends it to
/// the next one.
/// </summary>
public sealed class NodeClients(IReadOnlyList<LeagueNode> nodes, int seed) : IServed
{
    private readonly ConcurrentDictionary<CommandId, int> tried = [];
    private readonly Random draw = new(seed);

    public async Task<Answer> Send(GameId game, Envelope command, CancellationToken stop)
    {
        var at = tried.AddOrUpdate(command.Id, _ => Any(), (_, last) => Offered(last + 1));
        var answer = await nodes[at].Server.Send(game, command, stop);
        if (answer.Refused is not { Retry: Retry.SameId or Retry.After }) tried.TryRemove(command.Id, out _);
        return answer;
    }

    public Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => nodes[Any()].Server.Look(game, stop);

    private int Any()
    {
        lock (draw) return Offered(draw.Next(nodes.Count));
    }

    /// <summary>That node, or the next one that takes clients.</summary>
    private int Offered(int from)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[(from + i) % nodes.Count].IsOffered) return (from + i) % nodes.Count;
        return from % nodes.Count;
    }
}
