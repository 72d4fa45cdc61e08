using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>An event that counts, in its place.</summary>
/// <param name="Seq">Its own, whatever the scorer has made of it since.</param>
/// <param name="Group">The group it was stored in: who, when, by what cause.</param>
/// <param name="Event">As it reads now.</param>
public readonly record struct PlacedEvent(int Seq, EventGroup Group, GameEvent Event);

/// <summary>
/// What of a history counts. An edit takes the facts of the game out of it from one seq to another; facts of the ledger stay. A scoring
/// change stands at the place of the play it names, falls with that play and with nothing else, and of several the newest counts. What the
/// edits say is carried out here, so they themselves do not stand in it: who folds this needs to know nothing of edits.
/// </summary>
public static class EffectiveHistory
{
    /// <summary>True where the group reaches back: whatever was folded before it has to be folded anew.</summary>
    public static bool IsEdit(EventGroup group)
    {
        foreach (var happened in group.Events) if (happened is PlayTakenBack or HistoryCorrected or ScoringChanged) return true;
        return false;
    }

    /// <summary>The events that count, in order, of a game's groups from its first on.</summary>
    public static IReadOnlyList<PlacedEvent> Of(IEnumerable<EventGroup> groups)
    {
        var placed = new List<PlacedEvent>();
        var changes = new List<PlacedChange>();
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Events.Count; i++)
            {
                switch (group.Events[i])
                {
                    case PlayTakenBack back: Void(back.From, back.To); break;
                    case HistoryCorrected corrected: Void(corrected.From, corrected.To); break;
                    case ScoringChanged changed: changes.Add(new(group.First + i, changed)); break;
                    case var happened: placed.Add(new(group.First + i, group, happened)); break;
                }
            }
        }

        if (changes.Count > 0) Rewrite(placed, changes);
        return placed;

        void Void(int from, int to)
        {
            placed.RemoveAll(one => one.Seq >= from && one.Seq <= to && WireNames.Of(one.Event).Voidable);
            changes.RemoveAll(change => change.Said.Of >= from && change.Said.Of <= to);
        }
    }

    /// <summary>The same without their places.</summary>
    public static IEnumerable<GameEvent> Events(IEnumerable<EventGroup> groups) => Of(groups).Select(static placed => placed.Event);

    /// <summary>What the events that count come to.</summary>
    public static Game Fold(IEnumerable<EventGroup> groups)
    {
        var game = Game.Empty;
        foreach (var placed in Of(groups)) game = Evolution.After(game, placed.Event);
        return game;
    }

    /// <summary>
    /// True where the game that the groups end with, as their edits carry it, is the one that counts. What is asked just now, and until
    /// when, is told by the last events alone.
    /// </summary>
    public static bool ComesTo(IEnumerable<EventGroup> groups, Game game) => Counted(Fold(groups)) == Counted(game);

    private static Game Counted(Game game) =>
        game.Live is not { } live ? game : game with { Live = live with { Window = null }, Timers = default };

    /// <summary>A change speaks of what stood when it was made: a half or a game that closed later was settled with it in mind.</summary>
    private static void Rewrite(List<PlacedEvent> placed, List<PlacedChange> changes)
    {
        var places = new Dictionary<int, int>(placed.Count);
        for (var i = 0; i < placed.Count; i++) places.Add(placed[i].Seq, i);
        foreach (var (seq, changed) in changes)
        {
            Put(changed.Of, changed.Now);
            foreach (var (of, now) in changed.Later) Put(of, now);
            for (var i = 0; i < placed.Count && placed[i].Seq < seq; i++)
                placed[i] = placed[i] with { Event = Resettled(placed[i].Event, changed) };
        }

        void Put(int of, PlayMade now)
        {
            if (places.TryGetValue(of, out var at) && placed[at].Event is PlayMade) placed[at] = placed[at] with { Event = now };
        }
    }

    private static GameEvent Resettled(GameEvent happened, ScoringChanged changed)
    {
        switch (happened)
        {
            case GameEnded ended when changed.Pitchers is { } pitchers: return ended with { Pitchers = pitchers };
            case HalfClosed half:
                foreach (var anew in changed.Settlements)
                {
                    if (anew.Inning == half.Inning && anew.Half == half.Half)
                        return half with { Hits = anew.Hits, Errors = anew.Errors, Settlement = anew.Settlement };
                }

                return half;
            default: return happened;
        }
    }

    /// <param name="Seq">Of the change itself.</param>
    private readonly record struct PlacedChange(int Seq, ScoringChanged Said);
}
