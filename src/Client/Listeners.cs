using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AkkaGame.Client;

/// <summary>Whoever reads along what a connection hears; where nobody does, nothing is kept for him.</summary>
internal sealed class Listeners
{
    /// <summary>What may wait for a reader. It bounds memory, and no whole game comes near it.</summary>
    private const int WaitingMax = 16_384;

    private readonly Lock door = new();
    private Channel<Heard>[] channels = [];
    private bool isOver;

    public bool Any => channels.Length > 0;

    public void Tell(Heard heard)
    {
        foreach (var one in channels)
        {
            if (one.Writer.TryWrite(heard)) continue;
            Leave(one);
            one.Writer.TryComplete(new InvalidOperationException($"{WaitingMax} things were heard and not read."));
        }
    }

    /// <summary>From this call on, whenever it is read.</summary>
    public IAsyncEnumerable<Heard> Listen(CancellationToken stop)
    {
        var mine = Channel.CreateBounded<Heard>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
        lock (door)
        {
            if (isOver) mine.Writer.Complete();
            else channels = [.. channels, mine];
        }

        return Read(mine, stop);
    }

    public void End()
    {
        lock (door)
        {
            isOver = true;
            foreach (var one in channels) one.Writer.TryComplete();
            channels = [];
        }
    }

    private async IAsyncEnumerable<Heard> Read(Channel<Heard> mine, [EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            await foreach (var heard in mine.Reader.ReadAllAsync(stop)) yield return heard;
        }
        finally
        {
            Leave(mine);
        }
    }

    private void Leave(Channel<Heard> one)
    {
        lock (door) channels = [.. channels.Where(other => other != one)];
    }
}
