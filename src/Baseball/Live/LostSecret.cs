using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The secret that a game's dice and boxes came from is gone, and it has been given another one. What is sealed is never read, the key
/// under way is never rolled with again: the dice start anew, and both sides are asked again.
/// </summary>
internal static class LostSecret
{
    public static Verdict On(GameState state, Moment moment, Known known)
    {
        var draft = new Draft(state, moment, known);
        // A game that is over needs no dice; should it be reopened, the key that it then asks for comes from the new chain.
        if (draft.Live.Dice.S0 is null || draft.Secret.Made(draft.Live.Dice) || Stoppages.Over(draft.Game) is not null)
            return default;
        if (draft.Game.Status == GameStatus.InProgress) Keys.Renew(draft);
        else draft.Add(draft.Secret.Restart(draft.Live.Dice));
        return draft.Done();
    }
}
