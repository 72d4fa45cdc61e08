using AkkaGame.Messages;

namespace AkkaGame.Baseball;

internal static class EarnedRuns
{
    public static EquatableArray<SettledRun> Settle(Game game) => [];
}
