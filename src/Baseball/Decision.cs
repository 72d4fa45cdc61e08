using AkkaGame.Messages;

namespace AkkaGame.Baseball;

internal static class Decision
{
    public static Verdict On(GameState state, Envelope envelope, Moment moment) => [];
}
