using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// A game told in sentences, as it counts: what was taken back is not told, and what the scorer changed reads as it does now.
/// </summary>
/// <param name="Head">The seq of the game's last event.</param>
internal sealed record PlaysAnswer(int Head, IReadOnlyList<PlayItem> Plays)
{
    /// <param name="after">Only what was told after that seq.</param>
    public static PlaysAnswer Of(Told told, int after) =>
        new(told.Head, after == 0 ? told.Plays : [.. told.Plays.Where(play => play.Seq > after)]);
}

/// <summary>One sentence, and how things stand after it.</summary>
/// <param name="Group">The last seq of its group: the state to look at with it.</param>
/// <param name="Kind">The event's wire name.</param>
/// <param name="Play">The play's number, null for what is none.</param>
/// <param name="Runs">Runs that scored on it.</param>
/// <param name="Bases">Bits 1 2 4 for runners on first, second, third.</param>
internal sealed record PlayItem(
    int Seq, int Group, string Kind, int? Play, byte Inning, Half Half, string Text, byte Runs, byte Away, byte Home, byte Outs, byte Bases)
{
    public static PlayItem Of(EventGroup group, int seq, GameEvent happened, string sentence, Game after)
    {
        var play = happened as PlayMade;
        return new(
            seq, group.Last, WireNames.Of(happened).Name, play?.Number, after.Inning, after.Half, sentence, play?.Runs ?? 0,
            after.Away.Runs, after.Home.Runs, after.Outs, after.Bases.Code);
    }
}
