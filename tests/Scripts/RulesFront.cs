using System.Collections.Concurrent;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>
/// The bare rules as a front: it does what the host of a game does, in memory, with time in its hands, and looks after each group whether
/// what must always hold does.
/// </summary>
public sealed class RulesFront : IFront
{
    /// <summary>
    /// The league's cards: what one game reads on them the others of this process know. Rows that are split lie with their whole.
    /// </summary>
    private static readonly ConcurrentDictionary<CellKey, ConcurrentDictionary<CellKey, CellMemory>> league = [];

    private const long Start = 1_712_400_000_000;

    private readonly List<EventGroup> groups = [];
    private readonly GameSecret secret;
    private EquatableArray<OpenedSeal> opened;
    private GameState state, replayed;
    private long now = Start;

    public RulesFront(int seed)
    {
        var chance = new Chance(seed ^ 0xD1CE);
        Game = new(chance.Id());
        secret = new(chance.Bytes(GameSecret.Size));
        state = replayed = GameState.New(Game);
    }

    public GameId Game { get; }

    public GameState State => state;

    public IReadOnlyList<EventGroup> Groups => groups;

    public ValueTask<GameState> Look() => new(state);

    public ValueTask<IReadOnlyList<EventGroup>> History() => new(groups);

    public ValueTask<Refusal?> Send(Envelope envelope)
    {
        // Managers think for a moment.
        now += 40;
        var before = state;
        var verdict = Decided(known => GameRules.Decide(state, envelope, new(now), known));
        if (verdict.Refused is { } refused)
        {
            if (verdict.Events.Count > 0 || !ReferenceEquals(before, state))
                throw Wrong($"{envelope.Command} was refused and did something");
            return new(refused);
        }

        Happened(verdict, envelope.Id, envelope.By, Cause.Command);
        return default;
    }

    public ValueTask<bool> Wait(GameState seen)
    {
        if (state.Game.NextTimer is not { } timer) return new(false);
        now = Math.Max(now, timer.Due);
        var verdict = Decided(known => GameRules.DecideTimer(state, timer, new(now), known));
        if (verdict.Refused is { } refused) throw Wrong($"the timer {timer} was refused: {refused}");
        Happened(verdict, timer.CommandOf(Game), Author.System, Cause.Timer);
        if (state.Game.Timers.Contains(timer)) throw Wrong($"{timer} has fired and still stands");
        return new(true);
    }

    private Verdict Decided(Func<Known, Verdict> decide)
    {
        var known = new Known { Secret = secret, Opened = opened };
        for (var asks = 0; asks < 5; asks++)
        {
            var verdict = decide(known);
            switch (verdict.Needs.Kind)
            {
                case NeedKind.Nothing: return verdict;
                case NeedKind.History: known = known with { History = groups }; break;
                case NeedKind.Edition: known = known with { Edition = ScriptLeague.Cards }; break;
                case NeedKind.Cells: known = known with { Cells = Remembered(verdict.Needs.Cells) }; break;
            }
        }

        throw Wrong("the rules ask and ask");
    }

    private void Happened(Verdict verdict, CommandId id, Author by, Cause cause)
    {
        if (verdict.Events.Count == 0) throw Wrong("accepted, and nothing happened");
        var group = new EventGroup(Game, state.Ledger.Seq + 1, id, 1, now, by, cause, state.Rules, verdict.Events);
        var after = GameRules.Evolve(state, group, verdict);
        foreach (var said in LeagueCards.Learned(state.Game, group))
            Row(said.Key).AddOrUpdate(said.Key, said, (_, one) => LeagueCards.Standing(one, said));
        groups.Add(group);
        if (Invariants.Broken(after.Game) is { } broken) throw Wrong($"the invariant {broken} is broken");
        // What is stored is what counts: read back from JSON, without what the decision has looked ahead.
        replayed = GameRules.Evolve(replayed, group with { Events = new([.. group.Events.Select(Copy)]) });
        if (!after.Equals(replayed)) throw Wrong("the replayed game is another one");
        if (groups.Count % 16 == 0)
        {
            var read = StateJson.Read(StateJson.Write(after));
            if (!read.Equals(after)) throw Wrong("the game read back from JSON is another one");
            if (!StateHash.Of(read).AsSpan().SequenceEqual(StateHash.Of(after)))
                throw Wrong("the hash of the game read back is another one");
        }

        state = after;
        opened = verdict.Opened;
        foreach (var seal in state.Ledger.Live?.Seals ?? [])
            if (!opened.Any(one => one.Seq == seal.Seq)) throw Wrong($"nobody knows what is in the seal of event {seal.Seq}");
    }

    private static List<CellMemory> Remembered(EquatableArray<CellKey> places) =>
        [.. places.SelectMany(place => Row(place).Values.Where(one => LeagueCards.IsSamePlace(place, one.Key)))];

    private static ConcurrentDictionary<CellKey, CellMemory> Row(CellKey of) => league.GetOrAdd(of with { D20 = 0 }, static _ => []);

    private static GameEvent Copy(GameEvent happened)
    {
        var json = WireNames.Of(happened).Json;
        return (GameEvent)JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(happened, json), json)!;
    }

    private ScriptException Wrong(string what) =>
        new($"Game {Game} after event {state.Ledger.Seq}{(groups.Count > 0 ? $" ({groups[^1].Events[^1].GetType().Name})" : "")}: {what}");
}
