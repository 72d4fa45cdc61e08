using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The facts of a corrected game that still hold: decided once more in their new places, in order, as if they were said there for the first
/// time, so that numbers, outs, bases and charges are those of the corrected game.
/// </summary>
internal sealed class Kept(Draft draft, IReadOnlyList<PlacedEvent> placed, int from)
{
    private readonly List<PlacedEvent> kept = [];

    // Where the facts that are kept name a place in a lineup, it is one of the game as it was.
    private readonly Game was = Edits.Fold(placed, placed.Count);

    /// <summary>Looks the events up; a refusal names the first that cannot be kept.</summary>
    public Refusal? Choose(EquatableArray<int> seqs)
    {
        for (var i = 0; i < seqs.Count; i++)
        {
            if (i > 0 && seqs[i] <= seqs[i - 1]) return No(i, "order", "Events are kept in their order, each once.");
            var at = Edits.Find(placed, seqs[i]);
            if (at < from || at < 0) return No(i, "no-fact", $"Event {seqs[i]} is none of the facts that the correction takes back.");
            if (!MayBeKept(placed[at].Event)) return No(i, "not-kept", $"Event {seqs[i]} goes with its play or its window, and not alone.");
            if (placed[at].Event is GameEnded or RunnerPlaced
                && Correction.Cause(placed, at) is { } cause && placed[cause].Event is PlayMade)
                return No(i, "follows", $"Event {seqs[i]} follows from event {placed[cause].Seq}, and is not kept by itself.");
            kept.Add(placed[at]);
        }

        for (var i = 0; i < kept.Count; i++)
            if (!IsBatchWhole(i)) return No(i, "batch", "Announcements that were made together hold together, or none of them does.");
        return null;
    }

    /// <summary>Adds the events to the group; a refusal names the first that is not legal in its new place.</summary>
    public Refusal? Say()
    {
        LineupEntry? opening = null;
        for (var i = 0; i < kept.Count; i++)
        {
            var (seq, group, happened) = kept[i];
            var isFirstOfBatch = i == 0 || !IsOneBatch(kept[i - 1], kept[i]);
            if (isFirstOfBatch) opening = draft.Game.Pitcher?.Entry;
            var events = new List<GameEvent>(4);
            if (Again(happened, opening, events) is { } refused) return No(i, refused.Rule ?? "state", refused.Message);
            // What follows from it is new; only the fact itself is said again.
            foreach (var one in events) draft.Add(IsSame(one, happened) ? one with { Replays = seq } : one);
            if (events[^1] is HalfOpened && draft.Game.Live is not null) Halves.Place(draft);
            var isLastOfBatch = i == kept.Count - 1 || !IsOneBatch(kept[i], kept[i + 1]);
            if (happened is SubstitutionMade && isLastOfBatch && SubstitutionDecision.Complete(draft.Game) is { } incomplete)
                return No(i, incomplete.Rule!, incomplete.Message);
        }

        return null;
    }

    private static bool MayBeKept(GameEvent happened) => happened is PlayMade or SubstitutionMade or BatterAdjusted or HandSet
        or RunnerPlaced or RunnerRecharged or MoundVisited or PlayReviewed or PlayerEjected or PlayerInjured
        or GameDelayed or GameSuspended or GameResumed or GameEnded or PitchersOfRecordNamed;

    /// <summary>Who was announced just before and just after in one batch with him is kept beside him.</summary>
    private bool IsBatchWhole(int i)
    {
        var at = Edits.Find(placed, kept[i].Seq);
        var before = at == 0 || !IsOneBatch(placed[at - 1], kept[i]) || i > 0 && kept[i - 1].Seq == placed[at - 1].Seq;
        var after = at == placed.Count - 1 || !IsOneBatch(kept[i], placed[at + 1])
            || i < kept.Count - 1 && kept[i + 1].Seq == placed[at + 1].Seq;
        return before && after;
    }

    private static bool IsOneBatch(PlacedEvent one, PlacedEvent next) =>
        one.Event is SubstitutionMade && next.Event is SubstitutionMade && one.Group == next.Group && next.Seq == one.Seq + 1;

    private static bool IsSame(GameEvent now, GameEvent happened) => now.GetType() == happened.GetType();

    private static Refusal No(int i, string rule, string message) => Refusal.Illegal($"keep[{i}]", rule, message);

    /// <summary>The fact as it is in its new place, and what follows from it there.</summary>
    private Refusal? Again(GameEvent happened, LineupEntry? opening, List<GameEvent> events)
    {
        var game = draft.Game;
        if (Stopped(game, happened) is { } stopped) return stopped;
        switch (happened)
        {
            case PlayMade play: return Play(game, play, events);
            case SubstitutionMade change: return Substitution(game, change, opening, events);
            case BatterAdjusted(var side, var slot): return Adjustments.Bat(ref game, new(side, slot), events);
            case RunnerPlaced placed: return Adjustments.Place(ref game, new(PlayerIn(placed.Runner), placed.Base), events);
            case RunnerRecharged(var on, var charged):
                return Adjustments.Recharge(ref game, new(PlayerIn(charged), on), "recharged", events);
            case MoundVisited visit: return Visit(game, visit, events);
            case GameEnded ended: return End(game, ended, events);
            case PitchersOfRecordNamed(var win, var loss, var save):
                return Taken(Decision.Name(game, new NamePitchersOfRecord(win, loss, save)), events);
            default: events.Add(happened with { Opens = null }); return null;
        }
    }

    /// <summary>Why nothing of the kind can happen as the game stands, or null.</summary>
    private static Refusal? Stopped(Game game, GameEvent happened) => happened switch
    {
        GameResumed => Decision.Resume(game, new(null, null)).Refused,
        GameSuspended => game.Status == GameStatus.Delayed ? null : Decision.Running(game)?.Refused,
        GameEnded => Decision.Stoppable(game)?.Refused,
        PlayReviewed or PlayerEjected or PlayerInjured or PitchersOfRecordNamed => null,
        _ => Decision.Running(game)?.Refused,
    };

    private Refusal? Play(Game game, PlayMade play, List<GameEvent> events)
    {
        var record = new RecordPlay(
            play.Inning, play.Half, PlayerIn(play.Batter), play.Count, play.Pitches, PlayDecision.Scored(play));
        if (PlayDecision.Recorded(game, record, out var made) is { } refused) return refused;
        var again = made! with { Decision = play.Decision, Rolls = play.Rolls, Chart = play.Chart };
        events.Add(again);
        if (again.Ended >= Ended.Half) GameEnd.Follow(Evolution.After(game, again), again, events);
        return null;
    }

    private static Refusal? Substitution(Game game, SubstitutionMade change, LineupEntry? opening, List<GameEvent> events)
    {
        var announced = new Announcement(
            change.In.Side, change.In.Slot, change.Player, change.Name, change.Position, change.InTheCount, change.Courtesy);
        if (SubstitutionDecision.Made(game, announced, opening, "keep", out var made) is { } refused) return refused;
        events.Add(made!);
        return null;
    }

    private static Refusal? Visit(Game game, MoundVisited visit, List<GameEvent> events)
    {
        var (most, made) = (Mound.Allowed(game), game.Live?.Visits(visit.Side) ?? 0);
        if (made >= most) return Refusal.Illegal("keep", "mound-visits", $"All {most} mound visits of that side are made.");
        events.Add(new MoundVisited(visit.Side, (byte)(most - made - 1)));
        return null;
    }

    /// <summary>The umpire's end of a game: one that a play made follows from that play.</summary>
    private static Refusal? End(Game game, GameEnded ended, List<GameEvent> events)
    {
        var verdict = ended.How == HowEnded.Forfeit
            ? GameEnd.Forfeited(game, new ForfeitGame(ended.Winner!.Value, ended.Reason ?? ""))
            : GameEnd.Called(game, ended.Reason ?? "");
        return verdict.Events.Count > 0 && verdict.Events[^1] is GameEnded
            ? Taken(verdict, events)
            : Refusal.Illegal("keep", "not-over", "By its rules the game would not be over any more.");
    }

    private static Refusal? Taken(Verdict verdict, List<GameEvent> events)
    {
        foreach (var happened in verdict.Events) events.Add(happened);
        return verdict.Refused;
    }

    private PlayerId PlayerIn(LineupEntry entry) => was.Man(entry).Player;
}
