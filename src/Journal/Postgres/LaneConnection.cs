namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The one connection of a lane: opened when it is needed, under the name that the node has then. What an earlier one may have left behind
/// is cleared away before anything is sent on the next.
/// </summary>
internal sealed class LaneConnection(OpenLane open, Func<Guid> node, AppendColumns columns) : IAsyncDisposable
{
    private readonly List<int> left = [];
    private readonly List<(long[] Tokens, Guid Owner)> doubted = [];
    private ILaneSession? session;

    /// <summary>Shards wait to be fenced, because an append under their epoch may still commit.</summary>
    public bool IsInDoubt => doubted.Count > 0;

    /// <exception cref="Exception">There is none to be had now.</exception>
    public async ValueTask<ILaneSession> Get(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var name = node();
        if (session is { } old && old.Node != name) await Drop();
        session ??= await open(name, columns, stop);
        if (left.Count > 0)
        {
            await session.End(left);
            left.Clear();
        }

        while (doubted is [.., var (tokens, owner)])
        {
            await session.SelfFence(tokens, owner);
            doubted.RemoveAt(doubted.Count - 1);
        }

        return session;
    }

    /// <summary>Closes it. Nothing was under way on it.</summary>
    public async ValueTask Drop()
    {
        if (session is not { } old) return;
        session = null;
        try
        {
            await old.DisposeAsync();
        }
        catch (Exception) // It was given up already; what it says at its end changes nothing.
        {
        }
    }

    /// <summary>Leaves it with a statement that may still run; the server is told to end it as soon as there is another.</summary>
    public ValueTask Leave()
    {
        if (session is { } old) left.Add(old.Id);
        return Drop();
    }

    /// <summary>Nobody knows about an append under these tokens: nothing is sent before they are fenced.</summary>
    public void Doubt(IReadOnlyList<long> tokens, Guid owner) => doubted.Add(([.. tokens], owner));

    public ValueTask DisposeAsync() => Drop();
}
