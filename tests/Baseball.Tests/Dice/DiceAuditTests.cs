using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests;

/// <summary>Whoever recomputes a game's dice finds them right, or the very event that is not.</summary>
public class DiceAuditTests
{
    private static readonly LiveScenario whole = Played();

    /// <summary>A whole game as a spectator sees it.</summary>
    private static readonly PublicEvent[] seen = Seen(whole);

    internal static Guid Game => whole.State.Id.Value;

    internal static IReadOnlyList<PublicEvent> SeenByAll => seen;

    [Fact]
    public void A_whole_game_is_sound_and_every_commit_is_kept()
    {
        var found = DiceAudit.Of(whole.State.Id, whole.Groups);

        Assert.Null(found.Wrong);
        Assert.Equal((whole.Live.Dice.Rolls, whole.Live.Dice.Key), (found.Rolls, found.Keys));
        Assert.Equal((0, 0, 0, 0), (found.Unproved, found.Restarts, found.Missing, found.Unshown));
        var reveals = whole.Events.OfType<DecisionsRevealed>().ToArray();
        Assert.Contains(reveals, shown => shown.DefenseBy.From == TakenFrom.StandingOrders);
        Assert.Equal(
            2 + reveals.Sum(shown => (shown.DefenseBy.Salt is null ? 0 : 1) + (shown.OffenseBy.Salt is null ? 0 : 1)), found.Commits);
    }

    [Fact]
    public void What_a_spectator_sees_is_enough_for_every_roll()
    {
        var found = DiceAudit.Of(whole.State.Id, seen);

        Assert.Null(found.Wrong);
        Assert.Equal((whole.Live.Dice.Rolls, 0, 0), (found.Rolls, found.Unproved, found.Commits));
        Assert.True(found.Unshown > 100);
    }

    [Fact]
    public void Two_computers_dice_are_sound_too()
    {
        var game = LiveScenario.Start(awayLevel: 1, homeLevel: 1, seed: 4).Play();

        var found = DiceAudit.Of(game.State.Id, game.Groups);

        Assert.Null(found.Wrong);
        Assert.Equal((game.Live.Dice.Rolls, 0, 0), (found.Rolls, found.Missing, found.Commits));
    }

    [Fact]
    public void The_rolls_of_the_half_under_way_are_proved_later()
    {
        var game = LiveScenario.Start(tips: true, seed: 4).Play(so => so.Game is { Inning: 2, Outs: 2 });

        var found = DiceAudit.Of(game.State.Id, game.Groups);

        Assert.Null(found.Wrong);
        Assert.Equal(game.Events.OfType<DiceRolled>().Count(roll => roll.Key == game.Live.Dice.Key), found.Unproved);
        Assert.NotEqual(0, found.Unproved);
    }

    [Fact]
    public void A_nonce_that_was_not_there_in_time_is_counted_and_nothing_is_wrong()
    {
        var game = LiveScenario.Start(LiveScenario.Clocked, tips: true, seed: 4).Nonce(Side.Home).Fire();
        Assert.Equal(Sides.Away, game.Only<KeyMixed>().Missing);
        game.Play(so => so.Game is { Inning: 2 });

        var found = DiceAudit.Of(game.State.Id, game.Groups);

        Assert.Null(found.Wrong);
        Assert.Equal(1, found.Missing);
    }

    [Fact]
    public void A_game_whose_secret_was_lost_goes_on_under_a_chain_of_its_own_and_says_what_cannot_be_proved()
    {
        var game = LiveScenario.Start(tips: true, seed: 4).Play(so => so.Game is { Inning: 2, Outs: 1 });
        var lost = game.Events.OfType<DiceRolled>().Count(roll => roll.Key == game.Live.Dice.Key);
        game.Secret = new GameSecret(new byte[32]);
        game.Play();

        var found = DiceAudit.Of(game.State.Id, game.Groups);

        Assert.Null(found.Wrong);
        Assert.Equal((1, lost), (found.Restarts, found.Unproved));
        Assert.NotEqual(0, lost);
    }

    /// <summary>Every secret, nonce, key and roll of the game in turn, with one bit of it turned over.</summary>
    [Fact]
    public void One_changed_bit_is_found_at_the_right_event_and_play()
    {
        var (bits, play) = (0, 0);
        for (var i = 0; i < seen.Length; i++)
        {
            if (seen[i].Happened is PlayMade made) play = made.Number;
            if (Changed(seen[i].Happened, i) is var (changed, rule))
            {
                var found = DiceAudit.Of(whole.State.Id, [.. seen[..i], seen[i] with { Happened = changed }, .. seen[(i + 1)..]]).Wrong;
                Assert.NotNull(found);
                var at = seen[i].Happened is DiceRolled rolled ? PlayOf(rolled.Number) : play;
                Assert.Equal((seen[i].Seq, at, rule), (found.Seq, found.Play, found.Rule));
                bits++;
            }
        }

        Assert.True(bits > 150);
    }

    public static TheoryData<string, string> Frauds => new()
    {
        { "another end of the chain is published", "chain" },
        { "the tip is another one", "nonce" },
        { "a roll is left out", "number" },
        { "a roll falls twice", "number" },
        { "a roll falls after its key was shown", "key" },
        { "a key is not shown", "key" },
        { "the last key is not shown", "shown" },
        { "a nonce is left out", "missing" },
        { "a nonce is called missing", "missing" },
        { "a roll falls in its key's group", "key" },
        { "a roll falls before the decisions", "decision" },
        { "a play is made of other rolls", "rolls" },
        { "a chain is brought when the other nonce is known", "tip" },
        { "a new chain of the server comes early", "restart" },
        { "a new chain replaces a key that could be shown", "restart" },
    };

    [Theory]
    [MemberData(nameof(Frauds))]
    public void Fraud_is_found(string what, string rule)
    {
        var events = seen.ToList();
        int First<T>(Func<T, bool>? like = null) where T : GameEvent =>
            events.FindIndex(one => one.Happened is T it && like?.Invoke(it) != false);
        switch (what)
        {
            case "another end of the chain is published":
                events[0] = events[0] with { Happened = ((GameCreated)events[0].Happened) with { S0 = new('0', 64) } };
                break;
            case "the tip is another one":
                var seat = First<SeatTaken>();
                events[seat] = events[seat] with { Happened = ((SeatTaken)events[seat].Happened) with { Tip = new('0', 64) } };
                break;
            case "a roll is left out": events.RemoveAt(First<DiceRolled>(static roll => roll.Number == 7)); break;
            case "a roll falls twice":
                var twice = First<DiceRolled>();
                events.Insert(twice, events[twice]);
                break;
            case "a roll falls after its key was shown":
                var roll = First<DiceRolled>(static one => one.Number == 2);
                var early = events[First<KeyRevealed>()];
                events.Remove(early);
                events.Insert(roll, early);
                break;
            case "a key is not shown": events.RemoveAt(First<KeyRevealed>()); break;
            case "the last key is not shown": events.RemoveAt(events.FindLastIndex(static one => one.Happened is KeyRevealed)); break;
            case "a nonce is left out": events.RemoveAt(First<NonceGiven>(static one => one.Key == 3)); break;
            case "a nonce is called missing":
                var mixed = First<KeyMixed>(static one => one.Key == 3);
                events[mixed] = events[mixed] with
                {
                    Happened = ((KeyMixed)events[mixed].Happened) with { Home = new('0', 64), Missing = Sides.Home },
                };
                break;
            case "a roll falls in its key's group":
                var inGroup = events[First<KeyMixed>()].Group;
                var falls = First<DiceRolled>();
                events[falls] = events[falls] with { Group = inGroup };
                break;
            case "a roll falls before the decisions":
                var decided = First<DecisionsRevealed>();
                events.RemoveAt(decided);
                break;
            case "a play is made of other rolls":
                var play = First<PlayMade>();
                events[play] = events[play] with { Happened = ((PlayMade)events[play].Happened) with { Rolls = [1, 9] } };
                break;
            case "a chain is brought when the other nonce is known":
                var known = First<NonceGiven>(static one => one.Key == 3);
                var other = ((NonceGiven)events[known].Happened).Side.Other();
                events.Insert(known + 1, events[known] with { Happened = new SeatTaken(other, "ann", 0, new('1', 64), 3) });
                break;
            case "a new chain replaces a key that could be shown":
                events.Insert(First<KeyRevealed>(), events[First<KeyRevealed>()] with { Happened = new DiceRestarted(2, new('1', 64)) });
                break;
            case "a new chain of the server comes early":
                events.Insert(First<KeyMixed>(), events[0] with { Happened = new DiceRestarted(3, new('1', 64)) });
                break;
        }

        Assert.Equal(rule, DiceAudit.Of(whole.State.Id, events).Wrong?.Rule);
    }

    [Fact]
    public void A_decision_that_is_not_the_sealed_one_is_found()
    {
        var events = Raw().ToList();
        var i = events.FindIndex(static one => one.Happened is DecisionsRevealed { DefenseBy.From: TakenFrom.Seal });
        var reveal = (DecisionsRevealed)events[i].Happened;
        events[i] = events[i] with { Happened = reveal with { Defense = reveal.Defense! with { Infield = Infield.In } } };

        Assert.Equal((events[i].Seq, "commit"), Found(events));
    }

    [Fact]
    public void A_seal_that_was_passed_over_and_one_that_never_was_are_found()
    {
        var events = Raw().ToList();
        var i = events.FindIndex(static one => one.Happened is DecisionsRevealed { DefenseBy.From: TakenFrom.Seal });
        var reveal = (DecisionsRevealed)events[i].Happened;
        var passed = events.ToList();
        passed[i] = events[i] with { Happened = reveal with { DefenseBy = new(TakenFrom.Computer, Why: "He thought so.") } };
        Assert.Equal((events[i].Seq, "seal-passed-over"), Found(passed));
        var never = events.Where(one =>
            one.Happened is not DecisionSealed { Side: Side.Home } sealing || sealing.Decision != reveal.Decision);
        Assert.Equal((events[i].Seq, "no-seal"), Found(never));
    }

    [Fact]
    public void A_card_and_orders_that_are_not_the_sealed_ones_are_found()
    {
        var events = Raw().ToList();
        var cards = events.FindIndex(static one => one.Happened is LineupsExchanged);
        var otherCards = events.ToList();
        otherCards[cards] = events[cards] with
        {
            Happened = ((LineupsExchanged)events[cards].Happened) with { Away = LiveScenario.Card('a', dh: false) },
        };
        Assert.Equal((events[cards].Seq, "commit"), Found(otherCards));
        var orders = events.FindIndex(static one => one.Happened is DecisionsRevealed { DefenseBy.From: TakenFrom.StandingOrders });
        var reveal = (DecisionsRevealed)events[orders].Happened;
        events[orders] = events[orders] with { Happened = reveal with { Defense = reveal.Defense! with { Outfield = Outfield.In } } };
        Assert.Equal((events[orders].Seq, "commit"), Found(events));
    }

    /// <summary>
    /// A whole game: cards sealed, both managers with a chain; the home manager has left orders, and lets his time pass in the third.
    /// </summary>
    private static LiveScenario Played()
    {
        var game = LiveScenario.Created(LiveScenario.Clocked, seed: 11).Seated(Side.Away, tip: true).Seated(Side.Home, tip: true)
            .Do(Side.Away, new SealLineup(LiveScenario.Card('a'))).Do(Side.Home, new SealLineup(LiveScenario.Card('h')))
            .Do(Side.Home, new SealStandingOrders(new(Defense: new() { Infield = Infield.Back })))
            .Do(LiveScenario.Commissioner, new StartGame())
            .Play(static so => so.Game is { Inning: 3, Half: Half.Top } && so.Window is { Kind: WindowKind.Pitch });
        return game.Seal(Side.Away).Fire().Play();
    }

    private static PublicEvent[] Seen(LiveScenario game) =>
        [.. Raw(game).Select(static one => one with { Happened = Views.Of(one.Happened, Role.Spectator) })];

    private static IEnumerable<PublicEvent> Raw(LiveScenario? game = null) => (game ?? whole).Groups.SelectMany(static group =>
        group.Events.Select((happened, i) => new PublicEvent(group.First + i, group.Last, happened)));

    private static (int, string)? Found(IEnumerable<PublicEvent> events) =>
        DiceAudit.Of(whole.State.Id, events).Wrong is { } wrong ? (wrong.Seq, wrong.Rule) : null;

    private static int PlayOf(int roll) => whole.Events.OfType<PlayMade>().Single(play => play.Rolls.Contains(roll)).Number;

    /// <summary>The event with one bit turned over, which one going by <paramref name="turn"/>, and what that breaks.</summary>
    private static (GameEvent Changed, string Rule)? Changed(GameEvent happened, int turn) => (happened, turn % 6) switch
    {
        (NonceGiven nonce, _) => (nonce with { Nonce = Turned(nonce.Nonce, turn) }, "nonce"),
        (KeyMixed mixed, 0 or 1) => (mixed with { Home = Turned(mixed.Home, turn) }, "mixed"),
        (KeyMixed mixed, 2 or 3) => (mixed with { Away = Turned(mixed.Away, turn) }, "mixed"),
        (KeyMixed mixed, _) => (mixed with { Key = mixed.Key ^ 64 }, "key"),
        (KeyRevealed key, _) => (key with { Secret = Turned(key.Secret, turn) }, "chain"),
        (DiceRolled { Dice: var dice } rolled, 0) => (rolled with { Dice = dice with { D6 = (byte)(dice.D6 ^ 1) } }, "roll"),
        (DiceRolled { Dice: var dice } rolled, 1) => (rolled with { Dice = dice with { Red = (byte)(dice.Red ^ 2) } }, "roll"),
        (DiceRolled { Dice: var dice } rolled, 2) => (rolled with { Dice = dice with { White = (byte)(dice.White ^ 4) } }, "roll"),
        (DiceRolled { Dice: var dice } rolled, 3) => (rolled with { Dice = dice with { D20 = (byte)(dice.D20 ^ 16) } }, "roll"),
        (DiceRolled rolled, 4) => (rolled with { Number = rolled.Number ^ 1 }, "number"),
        (DiceRolled rolled, _) => (rolled with { Key = rolled.Key ^ 1 }, "key"),
        _ => null,
    };

    private static string Turned(string hex, int bit)
    {
        var bytes = Convert.FromHexString(hex);
        bytes[bit % bytes.Length] ^= (byte)(1 << bit % 8);
        return Hex.Of(bytes);
    }
}
