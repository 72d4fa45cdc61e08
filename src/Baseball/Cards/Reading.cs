using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A game played with cards on a table: the dice of a play lie, and the side whose card they point to reads it, the batter's where the d6
/// is 1 to 3, else the pitcher's.
/// </summary>
internal static class Reading
{
    /// <summary>What is said about the dice that lie.</summary>
    public static Verdict On(Draft draft, Envelope envelope)
    {
        _ = (draft, envelope);
        return Refusal.Illegal("command", "no-cards", "This build plays no games with cards.");
    }

    /// <summary>Goes on with the play under way: its dice fall, and its reader is asked.</summary>
    /// <param name="mayRoll">False where the key was mixed in this very group: it is durable before its first roll.</param>
    public static void Continue(Draft draft, bool mayRoll)
    {
        var rolls = draft.Play.UnderWay!.Rolls;
        if (rolls.Count == 0)
        {
            if (!mayRoll)
            {
                draft.Open(Windows.New(draft, WindowKind.Play, Sides.None));
                return;
            }

            if (!Plays.Roll(draft, RollPurpose.Matchup)) return;
            rolls = draft.Play.UnderWay!.Rolls;
        }

        var reader = rolls[0].Dice.D6 <= 3 ? draft.Game.Batting : draft.Game.Fielding;
        draft.Open(Windows.New(draft, WindowKind.Reading, reader.Alone()));
    }

    /// <summary>Somebody left or came back, or nobody is waited for any more.</summary>
    public static void Settle(Draft draft) => _ = draft;

    /// <summary>The time to read, or to confirm what was read, is up.</summary>
    public static void Fall(Draft draft) => _ = draft;
}
