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
    public static PlaysAnswer Of(IReadOnlyList<EventGroup> groups, int head, int after, Asker asker)
    {
        var told = new List<PlayItem>(groups.Count);
        var game = Game.Empty;
        foreach (var (seq, group, written) in EffectiveHistory.Of(groups))
        {
            var happened = Views.Of(written, asker.Role, asker.Side);
            var sentence = PlayByPlay.Sentence(game, happened);
            game = GameRules.Evolve(game, written);
            if (sentence.Length > 0 && seq > after) told.Add(PlayItem.Of(group, seq, happened, sentence, game));
        }

        return new(head, told);
    }
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
