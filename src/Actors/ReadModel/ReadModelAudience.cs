using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>Tells the projector that something happened, and then those who listen. It costs a game the reading of one field.</summary>
public sealed class ReadModelAudience(Projector projector, IAudience next) : IAudience
{
    public void Publish(GameState state, EventGroup group)
    {
        projector.Touch();
        next.Publish(state, group);
    }

    public void Lost(GameId game)
    {
        projector.Touch();
        next.Lost(game);
    }
}
