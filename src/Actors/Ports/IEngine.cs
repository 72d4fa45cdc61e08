using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>Where games live. Whoever asks need not know whether a game is in memory.</summary>
public interface IEngine
{
    /// <summary>
    /// Sends a command to its game. A receipt means: durable. Where the answer is <see cref="RefusalCode.Unavailable"/>, or the caller
    /// stopped waiting, the command may or may not have been accepted; sending it again with the same id tells.
    /// </summary>
    /// <param name="stop">Ends the waiting, not the command.</param>
    ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default);

    /// <summary>The game as it stands.</summary>
    ValueTask<Sight> Look(GameId game, CancellationToken stop = default);

    /// <summary>Takes a game out of memory, its state kept; false where it was busy. The next message brings it back.</summary>
    ValueTask<bool> Evict(GameId game, CancellationToken stop = default);
}

/// <summary>A receipt, or a refusal.</summary>
public readonly record struct Answer
{
    private readonly Receipt receipt;

    private Answer(Receipt receipt, Refusal? refused) => (this.receipt, Refused) = (receipt, refused);

    /// <summary>Null where the command was accepted.</summary>
    public Refusal? Refused { get; }

    /// <exception cref="InvalidOperationException">The command was refused.</exception>
    public Receipt Receipt => Refused is null ? receipt : throw new InvalidOperationException($"Refused: {Refused}");

    public static implicit operator Answer(Receipt receipt) => new(receipt, null);

    public static implicit operator Answer(Refusal refused) => new(default, refused);

    public override string ToString() => Refused?.ToString() ?? receipt.ToString();
}

/// <summary>A game seen from outside.</summary>
/// <param name="State">Null where refused.</param>
/// <param name="Quarantined">Why the game can be read but not written; null where it is well.</param>
public readonly record struct Sight(GameState? State, Refusal? Refused = null, string? Quarantined = null);
