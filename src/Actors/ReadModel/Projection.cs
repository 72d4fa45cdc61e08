using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// From a page of a feed to games as they are to be written. The feed says which games moved; what happened in them is read from the
/// journal by seq, so no order between games, no page's end inside a group and no page read twice can make a wrong row.
/// </summary>
internal sealed class Projection(ProjectorPorts ports, ProjectorOptions options, HeldBack held)
{
    private readonly FoldCache folds = new(options.FoldsKept);
    private readonly CardReader? cards = ports.Cells is { } cells ? new(cells, ports.Journal) : null;

    /// <summary>Those of the games that the read model does not know as far as the page goes.</summary>
    /// <param name="moved">Each game of the page with its highest seq there.</param>
    /// <param name="build">Under which they will be written; what was written under an older one counts as not written.</param>
    public async ValueTask<List<Projected>> Of(IReadOnlyDictionary<GameId, int> moved, int build, CancellationToken stop)
    {
        var known = await ports.Store.Reached([.. moved.Keys], stop);
        var projected = new List<Projected>(moved.Count);
        foreach (var (game, seq) in moved)
        {
            var reached = known.TryGetValue(game, out var stored) && stored.Build == build ? stored.Seq : 0;
            if (reached < seq) projected.Add(await Of(game, reached, build, stop));
        }

        return projected;
    }

    /// <summary>They are stored: now their folds may be kept.</summary>
    public void Stored(IEnumerable<Projected> games)
    {
        foreach (var one in games) if (one.Kept is { } kept) folds.Keep(one.Game.Game, kept);
    }

    private async ValueTask<Projected> Of(GameId game, int reached, int build, CancellationToken stop)
    {
        var known = folds.Take(game, out var kept) && kept.Build == build && kept.Rows.Game.Seq == reached ? kept : null;
        var fold = known?.Fold ?? new RowFold(game);
        var rules = fold.Rules;
        var read = held.Visible(await ports.Journal.Read(game, fold.Seq, stop: stop), fold.Seq, rules, out var next);
        if (cards is not null) await cards.Read(game, read.Groups, stop);
        if (read.Groups.Any(EffectiveHistory.IsEdit))
        {
            if (fold.Seq > 0) read = held.Visible(await ports.Journal.Read(game, 0, stop: stop), 0, rules, out next);
            fold = new(game);
        }

        var why = Add(ref fold, game, read, out var sound);
        if (why is not null)
        {
            // The fold may have stopped in the middle of a group: it is made again up to the last whole one.
            known = null;
            fold = RowFold.Of(game, (await ports.Journal.Read(game, 0, sound, stop)).Groups);
        }

        var number = known?.Number ?? (await ports.Games.Find(game, stop))?.Number ?? 0;
        var rows = fold.Rows();
        var changed = known is null ? null : rows?.Since(known.Rows);
        return new(
            new(game, number, Math.Max(read.Head, fold.Seq), changed ?? rows, changed is null, why),
            why is null && rows is not null ? new(fold, rows, number, build) : null, why is null ? next : null);
    }

    /// <summary>
    /// Adds what was read, which begins with the game where an edit is in it; why it could not be added to its end, or null.
    /// </summary>
    /// <param name="sound">The last event up to which the fold follows.</param>
    private static string? Add(ref RowFold fold, GameId game, JournalRead read, out int sound)
    {
        // A group before the last edit is added only to see whether it follows: what counts is known with that edit.
        for (var i = 0; i < read.Groups.Count; i++)
        {
            sound = fold.Seq;
            var group = read.Groups[i];
            try
            {
                if (EffectiveHistory.IsEdit(group)) fold = RowFold.Of(game, [.. read.Groups.Take(i + 1)]);
                else fold.Add(group);
            }
            catch (Exception e) // Whatever the fold chokes on, it is this one game that is marked.
            {
                return $"Events {group.First} to {group.Last} do not follow from what was before: {e.Message}";
            }
        }

        sound = fold.Seq;
        if (read.Unreadable is { } stopped) return $"Event {stopped.Seq} cannot be read: {stopped.Why}.";
        return fold.Seq == read.Head ? null : $"The group of events {fold.Seq + 1} to {read.Head} is not whole in the journal.";
    }
}

/// <param name="Kept">What to go on from; null where there is nothing to go on from.</param>
/// <param name="Next">When more of it may be seen, Unix milliseconds UTC; null where all there is may be.</param>
internal sealed record Projected(ProjectedGame Game, KeptFold? Kept, long? Next);
