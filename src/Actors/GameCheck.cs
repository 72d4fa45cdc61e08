using System.Globalization;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>What the check of a whole game found.</summary>
/// <param name="Head">The seq of its last event, sound or not.</param>
/// <param name="Seq">The last event up to which it is sound.</param>
/// <param name="Groups">Groups up to there.</param>
/// <param name="Hash">The state's hash at <paramref name="Seq"/>, 32 bytes.</param>
/// <param name="Faults">What is wrong, in the order of the seqs; empty where the game is sound.</param>
/// <param name="Snapshots">The newest first.</param>
/// <param name="Dice">What its dice come to when they are recomputed; null for a game that nobody plays.</param>
public sealed record CheckedGame(
    GameId Game, int Head, int Seq, int Groups, byte[] Hash, IReadOnlyList<GameFault> Faults, IReadOnlyList<CheckedSnapshot> Snapshots,
    AuditedDice? Dice = null)
{
    public bool IsSound => Faults.Count == 0;
}

/// <param name="Seq">The event at fault, or the first of those that are.</param>
/// <param name="Rule">What does not hold, as a stable word: <c>gap</c>, <c>unreadable</c>, <c>does-not-follow</c>, <c>invariant</c>,
/// <c>command-twice</c>, <c>half-a-group</c>, <c>rules-version</c>, <c>edit-differs</c>,
/// <c>snapshot-differs</c>; <c>dice-</c> and a rule of <see cref="DiceAudit"/> or of <see cref="PlayAudit"/>.</param>
/// <param name="Why">One sentence for a person.</param>
public sealed record GameFault(int Seq, string Rule, string Why);

/// <param name="Wrong">Why a recovery passes over it, which costs nothing but time; null where it does not.</param>
public sealed record CheckedSnapshot(int Seq, string? Wrong);

/// <summary>
/// Reads a game as if nothing were known of it: from event 1, by the rules' fold, with what must hold after each group, and compares its
/// snapshots with what the fold came to.
/// </summary>
public static class GameCheck
{
    private const string DoesNotFollow = "does-not-follow";
    private const string Invariant = "invariant";

    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    public static async ValueTask<CheckedGame> Of(
        GameId game, IJournal journal, ISnapshots snapshots, IEditions? editions = null, CancellationToken stop = default)
    {
        // The snapshots first: one that is kept meanwhile cannot then be newer than the events.
        var kept = new List<Snapshot>();
        for (var below = long.MaxValue; await snapshots.Latest(game, below, stop) is { } snapshot; below = snapshot.Seq)
            kept.Add(snapshot);
        return Of(game, await journal.Read(game, 0, stop: stop), kept, editions);
    }

    /// <param name="read">The whole game, from event 1.</param>
    /// <param name="editions">A game by cards that are not among them cannot be decided again, and is not sound.</param>
    public static CheckedGame Of(GameId game, JournalRead read, IReadOnlyList<Snapshot> snapshots, IEditions? editions = null)
    {
        var faults = new List<GameFault>();
        var hashes = snapshots.ToDictionary(static snapshot => snapshot.Seq, static _ => (byte[]?)null);
        var (state, groups) = (GameState.New(game), 0);
        GameFault? broken = null;
        DiceFault? play = null;
        foreach (var group in read.Groups)
        {
            broken = Fault(state, group, out var then) ?? Edited(read.Groups, groups, then);
            play ??= Again(WithCards(state, editions), group, broken);
            if (broken is not null) break;
            (state, groups) = (then, groups + 1);
            if (hashes.ContainsKey(group.Last)) hashes[group.Last] = StateHash.Of(state);
        }

        // What breaks a group within which something was decided otherwise breaks because of it.
        var rest = broken is null ? Rest(state, read) : play?.Seq >= broken.Seq ? null : broken;
        if (rest is not null) faults.Add(rest);
        var dice = state.Ledger.Live is null ? null : DiceAudit.Of(game, read.Groups.Take(groups));
        if (dice?.Wrong is { } fallen) faults.Add(Told(fallen));
        if (play is not null) faults.Add(Told(play));
        var seen = snapshots
            .Select(snapshot => Compared(snapshot, game, hashes[snapshot.Seq], state.Ledger.Seq, read.Head, faults)).ToArray();
        return new(
            game, read.Head, state.Ledger.Seq, groups, StateHash.Of(state), [.. faults.OrderBy(static fault => fault.Seq)], seen,
            dice);
    }

    private static GameState WithCards(GameState state, IEditions? editions) =>
        state.Game.Fixture?.Cards is { Edition: null, Id: var id } && editions?.Find(id) is { } edition
            ? state with { Game = state.Game.With(edition) }
            : state;

    private static GameFault? Fault(GameState state, EventGroup group, out GameState then)
    {
        then = state;
        var next = state.Ledger.Seq + 1;
        if (group.First != next)
        {
            return new(next, "gap", string.Create(
                CultureInfo.InvariantCulture, $"of events {next} to {group.Last}, {group.First - next} are missing"));
        }

        if (state.Ledger.Receipts.TryFind(group.Command, out var before))
            return new(next, "command-twice", $"command {group.Command} stands at event {before.Last} already");
        try
        {
            then = GameRules.Evolve(state, group);
        }
        catch (Exception e) // Whatever the rules choke on is what is looked for here.
        {
            return new(next, DoesNotFollow, $"{Events(next, group.Last)} not follow from what was before ({e.Message})");
        }

        return Invariants.Broken(then.Game) is { } broken
            ? new(next, Invariant, $"after event {group.Last}, {broken} does not hold any more")
            : null;
    }

    /// <summary>A played group decided once more, as far as no person decided it.</summary>
    /// <param name="broken">What is wrong with the group anyhow.</param>
    private static DiceFault? Again(GameState state, EventGroup group, GameFault? broken)
    {
        // What is no next group of this game is none of its decisions either.
        if (broken is { Rule: not (DoesNotFollow or Invariant) }) return null;
        if (state.Game is { Fixture.Cards: { Edition: null, Id: var id }, IsOver: false })
            return new(group.First, state.Game.Plays, "cards", $"it cannot be decided again without the cards of edition {id}");
        try
        {
            return PlayAudit.Wrong(state, group);
        }
        catch (Exception e) // As above.
        {
            return broken is not null ? null : new(group.First, state.Game.Plays, "play", $"it cannot be decided again ({e.Message})");
        }
    }

    private static GameFault Told(DiceFault wrong) => new(wrong.Seq, $"dice-{wrong.Rule}", $"play {wrong.Play}: {wrong.Why}");

    /// <summary>An edit carries the game it leaves; the events that count must come to the same.</summary>
    /// <param name="at">The place of the group in question.</param>
    private static GameFault? Edited(IReadOnlyList<EventGroup> groups, int at, GameState then)
    {
        if (!EffectiveHistory.IsEdit(groups[at])) return null;
        try
        {
            return EffectiveHistory.ComesTo(groups.Take(at + 1), then.Game) ? null : Differs("come to another game");
        }
        catch (Exception e) // Whatever they choke on is what is looked for here.
        {
            return Differs($"do not follow from one another ({e.Message})");
        }

        GameFault Differs(string how) =>
            new(groups[at].First, "edit-differs", $"the events that count after the edit in {groups[at].First} to {groups[at].Last} {how}");
    }

    /// <summary>What stands after the last whole group.</summary>
    private static GameFault? Rest(GameState state, JournalRead read)
    {
        var seq = state.Ledger.Seq;
        if (read.Unreadable is { } unreadable) return new(unreadable.Seq, "unreadable", unreadable.Why);
        if (GameRules.TooNew(state) is { } why) return new(seq, "rules-version", why);
        return seq < read.Head
            ? new(seq + 1, "half-a-group", $"the group that begins with event {seq + 1} is not whole, its tail is missing")
            : null;
    }

    private static CheckedSnapshot Compared(
        Snapshot snapshot, GameId game, byte[]? folded, int sound, int head, List<GameFault> faults)
    {
        if (Recovery.Check(snapshot, game, out var wrong) is not { } state) return new(snapshot.Seq, wrong);
        if (snapshot.Seq > head) return new(snapshot.Seq, $"the journal ends with event {head}");
        if (folded is null && snapshot.Seq > sound) return new(snapshot.Seq, $"the events are sound up to {sound} only");
        if (folded is null || !StateHash.Of(state).AsSpan().SequenceEqual(folded))
        {
            // A recovery would believe it, and the game would stand otherwise than its events say.
            faults.Add(new(snapshot.Seq, "snapshot-differs", $"the snapshot at event {snapshot.Seq} is not what the events come to"));
        }

        return new(snapshot.Seq, null);
    }

    private static string Events(int first, int last) => first == last ? $"event {first} does" : $"events {first} to {last} do";
}
