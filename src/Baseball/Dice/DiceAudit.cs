using System.Globalization;
using System.Security.Cryptography;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>An event as everybody may see it.</summary>
/// <param name="Group">The last seq of its group.</param>
public readonly record struct PublicEvent(int Seq, int Group, GameEvent Happened);

/// <summary>The first thing wrong with a game's dice.</summary>
/// <param name="Play">
/// The number of the play that a decision, a roll or the play's own event made; for anything else, or where none was made, that of the
/// last play before it, 0 before the first.
/// </param>
/// <param name="Rule">What does not hold, as a stable word, such as <c>roll</c> or <c>nonce</c>.</param>
/// <param name="Why">One sentence for a person.</param>
public sealed record DiceFault(int Seq, int Play, string Rule, string Why);

/// <summary>What a game's dice come to when somebody recomputes them.</summary>
/// <param name="Rolls">All of them.</param>
/// <param name="Unproved">Rolls that nobody can recompute yet: their key's secret is not shown, or was lost.</param>
/// <param name="Keys">Keys mixed.</param>
/// <param name="Restarts">Chains of the server that replaced a lost or used up one.</param>
/// <param name="Missing">Nonces of a manager with a chain that were not there in time.</param>
/// <param name="Commits">Reveals compared with what was committed to.</param>
/// <param name="Unshown">Reveals whose commit is not shown in this history, as it is in no view.</param>
/// <param name="Wrong">Null where everything holds.</param>
public sealed record AuditedDice(
    int Rolls, int Unproved, int Keys, int Restarts, int Missing, int Commits, int Unshown, DiceFault? Wrong);

/// <summary>
/// Recomputes a game's dice from its public history alone, with no secret: both chains, each nonce, each key, each roll, what was committed
/// to and what was revealed. It shares the formula of a roll with the game, and nothing of the game's own bookkeeping.
/// </summary>
public sealed class DiceAudit
{
    private readonly GameId game;
    private readonly List<(DiceFault Found, Guid Decision)> faults = [];

    /// <summary>Every roll, by number, and the decision it belongs to.</summary>
    private readonly Dictionary<int, Guid> rolls = [];

    /// <summary>The rolls of the key in use, which its secret will prove.</summary>
    private readonly Dictionary<int, (int Seq, DiceRolled Rolled)> toProve = [];

    /// <summary>The play that was made of each decision.</summary>
    private readonly Dictionary<Guid, int> madeOf = [];
    private readonly HashSet<Guid> revealed = [];
    private readonly CommitAudit commits;
    private readonly Manager away = new();
    private readonly Manager home = new();

    /// <summary>The last value of the server's chain that was shown, and the key it belongs to.</summary>
    private (int Key, string Value) end = (0, "");
    private KeyMixed? mixed;
    private int mixedInGroup;
    private bool isShown;
    private int play;

    /// <summary>The pitch window whose play is not made yet; empty between two plays.</summary>
    private Guid underWay;
    private int restarts;
    private int missing;
    private int unproved;
    private int? endedAt;

    private DiceAudit(GameId game)
    {
        this.game = game;
        commits = new((seq, rule, why) => Fault(seq, rule, why, underWay));
    }

    /// <param name="history">The game from its first event; an edit's group or an end that is missing only leaves rolls unproved.</param>
    public static AuditedDice Of(GameId game, IEnumerable<PublicEvent> history)
    {
        var audit = new DiceAudit(game);
        foreach (var one in history) audit.Read(one);
        return audit.Done();
    }

    /// <summary>The same, of what the journal holds, which shows the commits too.</summary>
    public static AuditedDice Of(GameId game, IEnumerable<EventGroup> history) => Of(game, history.SelectMany(static group =>
        group.Events.Select((happened, i) => new PublicEvent(group.First + i, group.Last, happened))));

    private void Read(PublicEvent one)
    {
        var seq = one.Seq;
        switch (one.Happened)
        {
            case GameCreated created: Begin(seq, created); break;
            case SeatTaken taken: Sit(seq, taken); break;
            case NonceGiven nonce: Give(seq, nonce); break;
            case KeyMixed key: Mix(one, key); break;
            case DiceRolled rolled: Roll(one, rolled); break;
            case KeyRevealed key: Show(seq, key); break;
            case DiceRestarted restarted: Restart(seq, restarted); break;
            case PlayMade made: Make(seq, made); break;
            case DecisionsRevealed reveal:
                revealed.Add(reveal.Decision);
                // What is decided while the ball is in play belongs to the play that began with a pitch.
                if (reveal.Defense is not null) underWay = reveal.Decision;
                commits.Reveal(seq, reveal);
                break;
            case GameEnded: endedAt = seq; break;
            case PlayTakenBack or HistoryCorrected: endedAt = null; break;
            default: commits.Read(seq, one.Happened); break;
        }
    }

    private void Begin(int seq, GameCreated created)
    {
        if (!Hex.IsBytes(created.S0, HashChain.Size)) Fault(seq, "s0", "the game publishes no end of the server's chain");
        end = (0, created.S0 ?? "");
    }

    private void Sit(int seq, SeatTaken taken)
    {
        if (taken.Tip is not null && !Hex.IsBytes(taken.Tip, HashChain.Size)) Fault(seq, "tip", "the tip is not 64 hex digits");
        // Who brings a chain when the other nonce of a key is known could choose it to his liking.
        var known = Math.Max(mixed?.Key ?? 0, Math.Max(away.Given?.Key ?? 0, home.Given?.Key ?? 0));
        if (taken.Tip is not null && taken.From <= known)
            Fault(seq, "tip", Said($"the chain is to count from key {taken.From}, of which something is shown already"));
        var manager = Of(taken.Side);
        (manager.Shown, manager.From) = (taken.Tip, taken.From);
    }

    private void Give(int seq, NonceGiven nonce)
    {
        var manager = Of(nonce.Side);
        var next = (mixed?.Key ?? 0) + 1;
        if (nonce.Key != next) Fault(seq, "nonce", Said($"a nonce is given for key {nonce.Key} where key {next} is next"));
        else if (manager.Given?.Key == next) Fault(seq, "nonce", Said($"the {nonce.Side} side gives a second nonce for key {next}"));
        else if (manager.Shown is null || manager.From > next) Fault(seq, "nonce", $"the {nonce.Side} side has no chain for that key");
        else if (!NonceChain.Follows(nonce.Nonce, manager.Shown))
            Fault(seq, "nonce", $"the {nonce.Side} nonce's SHA-256 is not what that side showed before");
        (manager.Given, manager.Shown) = (nonce, nonce.Nonce);
    }

    private void Mix(PublicEvent one, KeyMixed key)
    {
        var next = (mixed?.Key ?? 0) + 1;
        if (key.Key != next) Fault(one.Seq, "key", Said($"key {key.Key} is mixed where key {next} is next"));
        if (mixed is { } before && !isShown) Fault(one.Seq, "key", Said($"key {before.Key} was replaced and its secret is not shown"));
        Check(Side.Home, key.Home);
        Check(Side.Away, key.Away);
        (mixed, mixedInGroup, isShown) = (key, one.Group, false);
        toProve.Clear();

        void Check(Side side, string nonce)
        {
            var manager = Of(side);
            var given = manager.Given?.Key == key.Key ? manager.Given.Nonce : null;
            if (given is null && manager.Shown is not null && manager.From <= key.Key) missing++;
            if (key.Missing.Has(side) != given is null) Fault(one.Seq, "missing", $"that the {side} nonce is missing, or not, is not true");
            else if (nonce != (given ?? new string('0', 2 * HashChain.Size)))
                Fault(one.Seq, "mixed", $"the {side} nonce is mixed otherwise than it was given");
        }
    }

    private void Roll(PublicEvent one, DiceRolled rolled)
    {
        var number = rolled.Number;
        var decision = revealed.Contains(rolled.Decision) || underWay == Guid.Empty ? rolled.Decision : underWay;
        if (number != rolls.Count + 1)
            Fault(one.Seq, "number", Said($"roll {number} falls where roll {rolls.Count + 1} is next"), decision);
        if (mixed is null || mixed.Key != rolled.Key)
            Fault(one.Seq, "key", Said($"roll {number} is made with key {rolled.Key}, which is not in use"), decision);
        else if (isShown)
            Fault(one.Seq, "key", Said($"roll {number} is made with key {rolled.Key}, whose secret is known"), decision);
        else if (mixedInGroup == one.Group)
            Fault(one.Seq, "key", Said($"roll {number} falls before key {rolled.Key} was durable"), decision);
        if (!revealed.Contains(rolled.Decision))
            Fault(one.Seq, "decision", Said($"roll {number} falls before the decisions that it belongs to are shown"), decision);
        rolls.TryAdd(number, rolled.Decision);
        toProve.TryAdd(number, (one.Seq, rolled));
    }

    /// <summary>The secret of the key in use: from it every roll that was made with it is recomputed.</summary>
    private void Show(int seq, KeyRevealed key)
    {
        if (mixed is null || mixed.Key != key.Key || isShown)
        {
            Fault(seq, "shown", Said($"the secret of key {key.Key} is shown, which is not in use"));
            return;
        }

        isShown = true;
        if (Hex.Bytes(key.Secret, HashChain.Size) is not { } secret || Hashed(secret, key.Key - end.Key) != end.Value)
        {
            Fault(seq, "chain", Said($"the secret of key {key.Key} does not lead to what was published before"));
            return;
        }

        end = (key.Key, key.Secret);
        if (!Hex.IsBytes(mixed.Home, HashChain.Size) || !Hex.IsBytes(mixed.Away, HashChain.Size)) return;
        var dice = DiceKey.Mix(secret, game, mixed);
        foreach (var (number, (at, rolled)) in toProve)
        {
            if (dice.Roll(number) is var right && right != rolled.Dice)
                Fault(at, "roll", Said($"roll {number} shows {Faces(rolled.Dice)}, key {key.Key} gives {Faces(right)}"), rolled.Decision);
        }

        toProve.Clear();
    }

    private void Restart(int seq, DiceRestarted restarted)
    {
        var next = (mixed?.Key ?? 0) + 1;
        if (restarted.FromKey != next || !Hex.IsBytes(restarted.S0, HashChain.Size))
            Fault(seq, "restart", Said($"a new chain begins with key {restarted.FromKey} where key {next} is next"));
        else if (!restarted.Lost && mixed is not null && !isShown)
            Fault(seq, "restart", Said($"a new chain begins, and the secret of key {mixed.Key} is not shown"));
        restarts++;
        unproved += toProve.Count;
        toProve.Clear();
        (end, isShown, away.Given, home.Given) = ((next - 1, restarted.S0), true, null, null);
    }

    private void Make(int seq, PlayMade made)
    {
        (play, underWay) = (made.Number, Guid.Empty);
        if (made.Decision is not { } decision) return;
        var own = rolls.Where(roll => roll.Value == decision).Select(static roll => roll.Key).Order().ToArray();
        madeOf[decision] = made.Number;
        if (!made.Rolls.AsSpan().SequenceEqual(own))
            Fault(seq, "rolls", $"the play was not made of the rolls of its decision: {string.Join(' ', own)}");
    }

    private AuditedDice Done()
    {
        if (endedAt is { } over && mixed is not null && !isShown)
            Fault(over, "shown", Said($"the game is over, and the secret of key {mixed.Key} is not shown"));
        // A roll belongs to the play that it made, which came after it.
        var first = faults.Select(fault => fault.Found with { Play = madeOf.GetValueOrDefault(fault.Decision, fault.Found.Play) })
            .MinBy(static fault => fault.Seq);
        return new(
            rolls.Count, unproved + toProve.Count, mixed?.Key ?? 0, restarts, missing, commits.Compared, commits.Unshown, first);
    }

    private Manager Of(Side side) => side == Side.Away ? away : home;

    private void Fault(int seq, string rule, string why) => Fault(seq, rule, why, Guid.Empty);

    private void Fault(int seq, string rule, string why, Guid decision) => faults.Add((new(seq, play, rule, why), decision));

    private static string? Hashed(byte[] secret, int times)
    {
        if (times is < 1 or > HashChain.Length) return null;
        var value = secret;
        for (var i = 0; i < times; i++) value = SHA256.HashData(value);
        return Hex.Of(value);
    }

    private static string Faces(Dice dice) => Said($"{dice.D6} {dice.Red} {dice.White} {dice.D20}");

    private static string Said(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a side has shown of its chain.</summary>
    private sealed class Manager
    {
        public string? Shown { get; set; }

        public int From { get; set; }

        public NonceGiven? Given { get; set; }
    }
}
