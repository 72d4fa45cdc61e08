using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Play stops, goes on, or ends before its end by rule. Windows are closed while it stands still; when it goes on it does so under a new
/// key, with what was being decided asked anew.
/// </summary>
internal static class Stoppages
{
    /// <summary>The refusal of what comes after the end, or null.</summary>
    public static Refusal? Over(Game game) => game.Status switch
    {
        GameStatus.Postponed => new(RefusalCode.GameOver, null, "game-over", "The game is cancelled.", Retry.Never),
        _ when game.IsOver => Decision.Running(game)?.Refused,
        _ => null,
    };

    public static Refusal? Delay(Draft draft, Envelope envelope, DelayGame delay)
    {
        if ((Authority.Official(envelope) ?? Decision.Running(draft.Game)?.Refused) is { } refused) return refused;
        return Stop(draft, Decision.Delay(delay, draft.Moment));
    }

    public static Refusal? Suspend(Draft draft, Envelope envelope, string reason)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (draft.Game.Status != GameStatus.Delayed && Decision.Running(draft.Game)?.Refused is { } refused) return refused;
        return Stop(draft, [new GameSuspended(reason)]);
    }

    /// <summary>Officials; a delay without an end also either manager, as it may be only that nobody has played for a while.</summary>
    public static Refusal? Resume(Draft draft, Envelope envelope, ResumeGame resume)
    {
        var byManager = draft.Game.Status == GameStatus.Delayed && draft.Game.DueOf(TimerKind.DelayEnds) is null
            && Authority.Manager(draft, envelope, out _) is null;
        if (!byManager && Authority.Official(envelope) is { } forbidden) return forbidden;
        if (Over(draft.Game) is { } over) return over;
        var verdict = Decision.Resume(draft.Game, resume);
        if (verdict.Refused is { } refused) return refused;
        Resume(draft, (GameResumed)verdict.Events[0]);
        return null;
    }

    public static void Resume(Draft draft, GameResumed resumed)
    {
        draft.Add(resumed);
        Keys.Renew(draft);
    }

    /// <summary>Nobody has played for a day: the key is shown, and the game waits for somebody to take it up.</summary>
    public static void Rest(Draft draft)
    {
        Keys.Show(draft);
        draft.Add(new GameDelayed("Nobody has played for 24 hours."));
    }

    public static Refusal? Call(Draft draft, Envelope envelope, string reason) =>
        Authority.Official(envelope) ?? Decision.Stoppable(draft.Game)?.Refused ?? End(draft, GameEnd.Called(draft.Game, reason));

    public static Refusal? Forfeit(Draft draft, Envelope envelope, ForfeitGame forfeit) =>
        Authority.Official(envelope) ?? Decision.Stoppable(draft.Game)?.Refused ?? End(draft, GameEnd.Forfeited(draft.Game, forfeit));

    public static Refusal? Concede(Draft draft, Envelope envelope, ConcedeGame concede)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        return Decision.Stoppable(draft.Game)?.Refused
            ?? End(draft, GameEnd.Forfeited(draft.Game, new(side.Other(), $"Conceded: {concede.Reason}")));
    }

    /// <summary>Adds how it ends, or that it is suspended instead; the key under way is shown before.</summary>
    public static Refusal? End(Draft draft, Verdict verdict)
    {
        foreach (var happened in verdict.Events)
        {
            if (happened is GameEnded or GameSuspended) Keys.Show(draft);
            draft.Add(happened);
        }

        return verdict.Refused;
    }

    private static Refusal? Stop(Draft draft, Verdict verdict)
    {
        if (verdict.Refused is { } refused) return refused;
        Keys.Show(draft);
        return draft.Add(verdict);
    }
}
