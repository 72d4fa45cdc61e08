using System.Security.Cryptography;
using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The scorer closes the book: from then on the box, whose hash the event holds, is what the game was.</summary>
internal static class Certification
{
    public static Verdict On(Draft draft, Envelope envelope)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (!draft.Game.IsOver) return Refusal.Illegal("command", "not-over", "A score is certified when the game is over.");
        if (draft.Known.History is not { } history) return Verdict.Ask(new(NeedKind.History));
        if (IsCertified(history)) return Refusal.Illegal("command", "certified", "The score is certified already.");
        draft.Add(new ScoreCertified(Hash(BoxScore.Of(draft.Before.Id, EffectiveHistory.Events(history)))));
        return draft.Done();
    }

    /// <summary>SHA-256 of a box's JSON, 64 hex digits.</summary>
    public static string Hash(BoxScore box) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(box, BoxJson.Default.BoxScore)));

    /// <summary>A correction reopens the book.</summary>
    public static bool IsCertified(IEnumerable<EventGroup> history)
    {
        var certified = false;
        foreach (var group in history)
        {
            foreach (var happened in group.Events)
            {
                if (happened is ScoreCertified) certified = true;
                else if (happened is HistoryCorrected) certified = false;
            }
        }

        return certified;
    }
}
