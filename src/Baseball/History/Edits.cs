using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the rules say to those who want the past otherwise. The table of contents: every arm is a chapter of its own. An edit carries the
/// whole resulting game, found by folding what counts of the history, which the host brings when it is asked.
/// </summary>
internal static class Edits
{
    public static Verdict On(Draft draft, Envelope envelope) => envelope.Command switch
    {
        AskTakeBack ask => TakeBacks.Ask(draft, envelope, ask),
        AnswerTakeBack answer => TakeBacks.Answer(draft, envelope, answer),
        ChangeScoring change => ScoringChange.On(draft, envelope, change),
        CorrectHistory correction => Correction.On(draft, envelope, correction),
        CertifyScore => Certification.On(draft, envelope),
        _ => throw new UnreachableException($"{envelope.Command.GetType().Name} is not decided."),
    };

    /// <summary>The game, folded up to some place, as an edit leaves it: nothing is asked there any more.</summary>
    public static EncodedGame Encode(Game folded) => StateJson.Encode(folded.Live is not { } live ? folded : folded with
    {
        Live = live with { Window = null },
        Timers = new([.. ((IEnumerable<GameTimer>)folded.Timers).Where(static timer => timer.Kind == TimerKind.DelayEnds)]),
    });

    /// <summary>What the first <paramref name="count"/> of those events come to.</summary>
    public static Game Fold(IReadOnlyList<PlacedEvent> placed, int count)
    {
        var game = Game.Empty;
        for (var i = 0; i < count; i++) game = Evolution.After(game, placed[i].Event);
        return game;
    }

    /// <summary>Where the event of that seq stands among those that count; -1 where it does not.</summary>
    public static int Find(IReadOnlyList<PlacedEvent> placed, int seq)
    {
        for (var i = 0; i < placed.Count; i++) if (placed[i].Seq == seq) return i;
        return -1;
    }
}
