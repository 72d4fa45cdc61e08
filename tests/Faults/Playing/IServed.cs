using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>A server as its clients see it, whatever lies between them.</summary>
public interface IServed
{
    /// <summary>Throws where no answer came.</summary>
    Task<Answer> Send(GameId game, Envelope command, CancellationToken stop);

    /// <summary>
    /// The seq at which the game stands and the hash of its state; null where it would not say. Throws where no answer came.
    /// </summary>
    Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop);
}
