using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>Why somebody gets no place in a stand, for now.</summary>
internal static class NoPlace
{
    public static readonly Refusal NotYet = new(
        RefusalCode.Unavailable, null, "not-yet", "There is nothing to see of this game yet; come again in a moment.", Retry.After);

    public static readonly Refusal JournalSilent = new(
        RefusalCode.Unavailable, null, "journal-silent", "The journal does not answer; come again in a moment.", Retry.After);
}
