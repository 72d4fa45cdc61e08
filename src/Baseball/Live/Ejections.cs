using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The umpire sends somebody off: a man in the game has to be replaced before anything else is decided.</summary>
internal static class Ejections
{
    public static Refusal? On(Draft draft, Envelope envelope, EjectPlayer ejection)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (Stoppages.Over(draft.Game) is { } over) return over;
        draft.Add(new PlayerEjected(ejection.Person, ejection.Role, ejection.Umpire, ejection.Reason));
        // While the ball is in play nobody is changed: what opens the next pitch sees to it.
        if (draft.Window is { Kind: WindowKind.Pitch } && Changes.Mend(draft)) Windows.Settle(draft);
        return null;
    }
}
