namespace AkkaGame.Faults.Checking;

/// <summary>From when on a shard stood under an epoch, and whose it was.</summary>
/// <param name="Owner">The node's incarnation; null where nobody was to have it.</param>
/// <param name="At">When that was committed, in microseconds of the database's own clock.</param>
public sealed record Reign(int Shard, long Epoch, Guid? Owner, long At)
{
    /// <summary>
    /// How often each shard went from one node to another. What nobody owned in between counts as one move, and a node that raised its own
    /// epoch, or took back what it had given up, as none.
    /// </summary>
    public static int Moves(IEnumerable<Reign> reigns) => reigns.GroupBy(static reign => reign.Shard).Sum(static shard =>
    {
        var owners = shard.OrderBy(static reign => reign.Epoch).Select(static reign => reign.Owner).Where(static owner => owner is not null)
            .ToList();
        return owners.Zip(owners.Skip(1)).Count(static pair => pair.First != pair.Second);
    });
}
