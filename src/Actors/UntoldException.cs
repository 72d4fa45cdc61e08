using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A defect in a game that hides something: its kind and its place, for its message may quote what is hidden.</summary>
public sealed class UntoldException(Exception what) : Exception($"{what.GetType().Name} in a game with sealed decisions.")
{
    public override string? StackTrace { get; } = what.StackTrace;

    public override string ToString() => $"{Message}\n{StackTrace}";

    /// <summary>The defect itself, or in its place one of these where the game or the message that it came with hides something.</summary>
    internal static Exception Of(Exception what, HostedGame game, GameMessage? message) =>
        game.Known is not null
        || message is GameMessage.Command { Envelope.Command: SealDecision or SealLineup or SealStandingOrders }
            ? new UntoldException(what)
            : what;
}
