using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>
/// Another node lives under the address of this one, so peers would find only one of the two. The message is one sentence for the operator
/// and says what to do.
/// </summary>
public sealed class AddressTakenException(string message) : Exception(message);

/// <summary>
/// Whether a node that came before is known under the same address. One that died stands in the table for a while yet, so it is watched:
/// only who beats lives.
/// </summary>
/// <param name="wait">Between two looks.</param>
internal sealed class Namesakes(ILeases leases, LeaseTimes times, TimeProvider time, Func<TimeSpan, Task> wait)
{
    /// <summary>Done when nobody else lives under that address. Beats meanwhile, for others may be waiting for this one.</summary>
    /// <returns>When the last beat was sent; null where there was none.</returns>
    /// <exception cref="AddressTakenException">Somebody does; this one has left again.</exception>
    public async Task<long?> Outlive(NodeIdentity mine, CancellationToken stop)
    {
        if (mine.Port == 0) return null; // Nobody can reach it anyway.
        Dictionary<Guid, NodeSeen> seen = [];
        for (long? sent = null; ; await wait(times.Observe))
        {
            if (seen.Count > 0)
            {
                sent = time.GetTimestamp();
                await leases.Renew(mine.Id, stop);
            }

            var before = (await leases.Observe(stop)).Nodes.TakeWhile(node => node.Id != mine.Id)
                .Where(node => string.Equals(node.Address, mine.Address, StringComparison.OrdinalIgnoreCase)).ToList();
            foreach (var node in before)
            {
                if (!seen.TryGetValue(node.Id, out var then) || node.Beat <= then.Beat) continue;
                await leases.Leave(mine.Id, left: true, stop);
                throw new AddressTakenException(Sentence(node));
            }

            if (before.TrueForAll(node => node.Expired || (node.Silent && seen.GetValueOrDefault(node.Id).Silent))) return sent;
            foreach (var node in before) seen[node.Id] = node;
        }
    }

    private static string Sentence(NodeSeen other) =>
        $"Another node that lives, {other.Id}, is reached at {other.Address} too: end that one, or name another address for this one.";
}
