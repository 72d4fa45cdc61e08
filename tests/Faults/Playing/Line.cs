using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>The address that clients know: behind it stands whichever process serves now, or none.</summary>
public sealed class Line : IServed
{
    private volatile IServed? served;

    public void To(IServed? now) => served = now;

    public Task<Answer> Send(GameId game, Envelope command, CancellationToken stop) => Served.Send(game, command, stop);

    public Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => Served.Look(game, stop);

    private IServed Served => served ?? throw new IOException("Nobody listens.");
}
