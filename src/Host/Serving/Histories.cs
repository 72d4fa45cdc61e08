using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>A game's groups up to its head, all of them or none, and the events in them that count.</summary>
/// <param name="Groups">Null where whoever asks has the answer already.</param>
internal sealed record History(GameListing Game, string Tag, IReadOnlyList<EventGroup>? Groups)
{
    public int Head => Game.Head;

    public IEnumerable<GameEvent> Events => EffectiveHistory.Events(Groups ?? []);
}

/// <summary>Reads whole games. Part of one would look like the whole of it, so what cannot be read to its end is refused.</summary>
internal sealed class Histories(IJournal journal)
{
    /// <summary>The game's whole history, without groups where the asker knows it already.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<(History? History, Refusal? Refused)> Of(Seen game, HttpRequest request, string form = "")
    {
        var listing = game.Listing;
        var tag = Answers.Tag(listing, listing.Head, form);
        if (Answers.Has(request, tag)) return (new(listing, tag, null), null);
        var (groups, refused) = await Groups(game, request.HttpContext.RequestAborted);
        if (groups is null) return (null, refused);
        // Where nothing is held back it may have gone on since it was listed.
        var head = groups.Count == 0 ? 0 : groups[^1].Last;
        return (new(listing with { Head = head }, Answers.Tag(listing, head, form), groups), null);
    }

    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<(IReadOnlyList<EventGroup>? Groups, Refusal? Refused)> Groups(Seen game, CancellationToken stop)
    {
        var read = await journal.Read(game.Game, 0, game.Held is null ? int.MaxValue : game.Head, stop);
        var head = read.Groups.Count == 0 ? 0 : read.Groups[^1].Last;
        if (read.Unreadable is not null || head < game.Head) return (null, OnlyPartly(head, Why(read)));
        if (BreaksAfter(game.Game, read.Groups) is { } sound)
            return (null, OnlyPartly(sound, "what follows does not fit what was before"));
        return (read.Groups, null);
    }

    public static Refusal OnlyPartly(int seq, string why) => new(
        RefusalCode.Quarantined, null, "unreadable",
        $"This game can be shown up to event {seq} and no further: {why.TrimEnd('.')}.", Retry.After);

    public static string Why(JournalRead read) => read.Unreadable is { } stopped
        ? $"event {stopped.Seq} cannot be read: {stopped.Why}"
        : "events are missing from its journal";

    /// <summary>
    /// The last seq up to which the rules can follow; null where they follow to the end. Box, plays and export fold the same events, or
    /// where there are edits those that count.
    /// </summary>
    private static int? BreaksAfter(GameId game, IReadOnlyList<EventGroup> groups)
    {
        var (state, edited) = (GameState.New(game), (int?)null);
        try
        {
            foreach (var group in groups)
            {
                if (EffectiveHistory.IsEdit(group)) edited ??= state.Ledger.Seq;
                state = GameRules.Evolve(state, group);
            }
        }
        catch (Exception) // Whatever they choke on, the answer is the same: this game is damaged from here on.
        {
            return state.Ledger.Seq;
        }

        if (edited is null) return null;
        try
        {
            EffectiveHistory.Fold(groups);
            return null;
        }
        catch (Exception) // What the edits leave of it makes no game: it is sound up to the first of them.
        {
            return edited;
        }
    }
}
