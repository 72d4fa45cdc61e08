using AkkaGame.Messages;

namespace AkkaGame.Baseball;

internal static class Evolution
{
    public static Game After(Game game, GameEvent happened) => game;
}
