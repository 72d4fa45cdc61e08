using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>A game as a script plays it, whatever lies between: the bare rules, an engine, a server.</summary>
public interface IFront
{
    GameId Game { get; }

    /// <summary>The game as it stands.</summary>
    ValueTask<GameState> Look();

    /// <summary>Null where the command was accepted. A front that cannot tell asks again, under the same id, until it can.</summary>
    ValueTask<Refusal?> Send(Envelope envelope);

    /// <summary>Lets time go by until the game has done what it does next by itself; false where it will do nothing.</summary>
    ValueTask<bool> Wait(GameState seen);

    /// <summary>All that happened so far.</summary>
    ValueTask<IReadOnlyList<EventGroup>> History();
}
