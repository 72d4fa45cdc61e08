using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Somebody is sent off or hurt: where he is in the game he has to be replaced before anything else is decided.</summary>
internal static class Departures
{
    public static Refusal? Eject(Draft draft, Envelope envelope, EjectPlayer ejection)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (Stoppages.Over(draft.Game) is { } over) return over;
        draft.Add(new PlayerEjected(ejection.Person, ejection.Role, ejection.Umpire, ejection.Reason));
        Replace(draft);
        return null;
    }

    public static Refusal? Injure(Draft draft, Envelope envelope, NoteInjury injury)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (Stoppages.Over(draft.Game) is { } over) return over;
        var before = draft.Play.Gone.Count;
        draft.Add(new PlayerInjured(injury.Player, injury.Until));
        if (draft.Play.Gone.Count == before)
            return Refusal.Illegal("player", "not-on-card", $"{injury.Player} is on neither card, or out of the game already.");
        Replace(draft);
        return null;
    }

    /// <summary>While the ball is in play nobody is changed: what opens the next pitch sees to it.</summary>
    private static void Replace(Draft draft)
    {
        if (draft.Window is { Kind: WindowKind.Pitch } && Changes.Mend(draft)) Windows.Settle(draft);
    }
}
