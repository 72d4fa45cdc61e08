using System.Buffers;
using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>Where a peer believes that a game lives, as it travels.</summary>
internal static class PeerHint
{
    public static void Write(ArrayBufferWriter<byte> into, Home? hint)
    {
        into.Flag(hint is not null);
        if (hint is not { } home) return;
        into.Id(home.Node);
        into.Text(home.Address);
        into.Long(home.Epoch);
    }

    /// <summary>Where a peer believes that the game lives: never here, as it sees it from there.</summary>
    /// <param name="me">This node.</param>
    public static Home? Read(ref NodeReading from, Guid me)
    {
        if (!from.Flag()) return null;
        var node = from.Id();
        var address = from.Text() ?? throw new NodeCodecException("a node without an address");
        return new(node, address, from.Long(), node == me);
    }
}
