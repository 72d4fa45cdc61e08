using AkkaGame.Messages;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// One connection of a lane, and what a lane says on it: a statement at a time. Each member throws what the store or the way to it threw;
/// <see cref="Failure"/> says what that means.
/// </summary>
internal interface ILaneSession : IAsyncDisposable
{
    /// <summary>The incarnation under whose name it was opened.</summary>
    Guid Node { get; }

    /// <summary>The server's number for it; 0 before it is open.</summary>
    int Id { get; }

    /// <summary>
    /// Prepares the append, once. Not when it opens: to prepare needs the table, and to fence a shard must not wait for whoever has
    /// locked that.
    /// </summary>
    ValueTask Prepare(CancellationToken stop);

    /// <summary>Sends the columns as they are filled. Returns only when the commit is confirmed.</summary>
    Task<Landing> Append();

    /// <summary>
    /// Raises the epoch of those of the tokens that still stand. When it returns, no append under any of them can ever commit.
    /// </summary>
    Task SelfFence(IReadOnlyList<long> tokens, Guid owner);

    /// <summary>
    /// For each group how its game stands, and whether the group itself is what stands there, as durable as if its commit had been
    /// answered.
    /// </summary>
    Task<List<(int Head, bool Mine)>> Standing(IReadOnlyList<Entry> batch);

    /// <summary>The last place taken in each of the shards.</summary>
    Task<List<(Shard Shard, long End)>> Ends(IEnumerable<Shard> shards);

    /// <summary>Who has locked the rows of these shards, in words.</summary>
    Task<List<string>> Blockers(IReadOnlyList<long> tokens);

    /// <summary>Ends sessions that this lane has left behind.</summary>
    Task End(IReadOnlyList<int> sessions);
}

/// <summary>How a lane comes to a connection.</summary>
/// <param name="node">The incarnation under whose name it is opened.</param>
/// <param name="columns">What its append will send.</param>
/// <exception cref="Exception">There is none to be had now.</exception>
internal delegate ValueTask<ILaneSession> OpenLane(Guid node, AppendColumns columns, CancellationToken stop);
