using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// Games in sentences: those asked for last are kept as far as they are told, so that the next reader of a live game costs what has
/// happened since, and one of a game that is over nothing. A game that somebody edited is told anew: an edit may reach back.
/// </summary>
internal sealed class Tellings(IJournal journal, Histories histories)
{
    private const int KeptMost = 256;

    private readonly ConcurrentDictionary<(GameId Game, bool IsHeld), Told> kept = new();

    /// <summary>The plays of the game as it is seen, or why they cannot be told.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public async ValueTask<(Told? Told, Refusal? Refused)> Of(Seen game, CancellationToken stop)
    {
        var key = (game.Game, game.Held is not null);
        var before = kept.TryGetValue(key, out var known) && known.Created == game.Listing.Created ? known : null;
        var told = before is { IsEdited: false } && before.Head <= game.Head ? await GoneOn(before, game, stop) : null;
        if (told is null)
        {
            var (groups, refused) = await histories.Groups(game, stop);
            if (groups is null) return (null, refused);
            told = new Told(game.Listing.Created, 0, Game.Empty, []).With(groups);
        }

        told.Used = Environment.TickCount64;
        kept[key] = told;
        if (kept.Count > KeptMost && kept.MinBy(static one => one.Value.Used) is var oldest) kept.TryRemove(oldest);
        return (told, null);
    }

    /// <summary>With what has happened since; null where it has to be told from the beginning.</summary>
    private async ValueTask<Told?> GoneOn(Told before, Seen game, CancellationToken stop)
    {
        if (before.Head == game.Head) return before;
        var read = await journal.Read(game.Game, before.Head, game.Head, stop);
        if (read.Unreadable is not null || read.Groups is not [.., { Last: var last }] || last != game.Head) return null;
        if (read.Groups[0].First != before.Head + 1 || read.Groups.Any(EffectiveHistory.IsEdit)) return null;
        try
        {
            return before.With(read.Groups);
        }
        catch (Exception) // It does not follow: whoever reads the whole says how far it can be told.
        {
            return null;
        }
    }
}

/// <summary>A game as far as it is told.</summary>
/// <param name="Created">Of which creation: a restored backup may hold another game under the same id.</param>
/// <param name="Head">The last event in it.</param>
internal sealed record Told(long Created, int Head, Game After, IReadOnlyList<PlayItem> Plays)
{
    public bool IsEdited { get; private init; }

    /// <summary>Milliseconds of the machine's own clock.</summary>
    public long Used { get; set; }

    /// <summary>What those groups add: any that follow, or with edits among them the whole history.</summary>
    public Told With(IReadOnlyList<EventGroup> groups)
    {
        var (plays, game) = (new List<PlayItem>(Plays), After);
        foreach (var (seq, group, written) in EffectiveHistory.Of(groups))
        {
            var happened = Views.Of(written, Role.Spectator);
            var sentence = PlayByPlay.Sentence(game, happened);
            game = GameRules.Evolve(game, written);
            if (sentence.Length > 0) plays.Add(PlayItem.Of(group, seq, happened, sentence, game));
        }

        return new(Created, groups.Count == 0 ? Head : groups[^1].Last, game, plays)
        {
            IsEdited = IsEdited || groups.Any(EffectiveHistory.IsEdit),
        };
    }
}
