using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>
/// Two managers at a table who play a game through an engine: they answer what they are asked, with the usual decisions unless a test has
/// others. Ids and nonces are counted, so the same moves make the same commands again.
/// </summary>
public sealed class Table(IEngine engine, GameId game)
{
    public static readonly Author Commissioner = new("commissioner", Role.Commissioner);

    private readonly NonceChain[] chains = [new(Filled(0xA0)), new(Filled(0xB0))];
    private int commands;

    public GameId Game => game;

    /// <summary>The engine may be another one after a restart.</summary>
    public IEngine Engine { get; set; } = engine;

    public static Author Manager(Side side) => new(side == Side.Away ? "away" : "home", Role.Manager, side);

    public static CreateGame Creation(RuleSet? rules = null) => new(
        "test", new("AWA"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Played, rules ?? RuleSet.Mlb2018 with { DecisionClockMs = 0 });

    /// <summary>The men are named after their side: a1 to a9, ap, ab1 to ab4 on the bench, ax1 to ax5 in the bullpen.</summary>
    public static LineupCard Card(char side)
    {
        var places = new List<LineupPlace> { new(0, new($"{side}p"), $"{side}p", Position.Pitcher) };
        for (byte slot = 1; slot <= 9; slot++)
        {
            var position = slot == 9 ? Position.DesignatedHitter : Position.Pitcher + slot;
            places.Add(new(slot, new($"{side}{slot}"), $"{side}{slot}", position));
        }

        return new([.. places], Men($"{side}b", 4), Men($"{side}x", 5));
    }

    /// <summary>Created, seated, lineups exchanged and started; a side with a level is a computer's.</summary>
    public async Task<Table> Begin(RuleSet? rules = null, byte away = 0, byte home = 0)
    {
        await Do(Commissioner, Creation(rules));
        await Sit(Side.Away, away);
        await Sit(Side.Home, home);
        await Do(Commissioner, new ExchangeLineups(Card('a'), Card('h')));
        await Do(Commissioner, new StartGame());
        return this;
    }

    public Task<Envelope> Sit(Side side, byte level = 0) => level > 0
        ? Do(Commissioner, new TakeSeat(side, level))
        : Do(Manager(side), new TakeSeat(side, Tip: chains[(int)side].Tip));

    /// <summary>Answers all that persons are asked, until <paramref name="until"/> holds.</summary>
    public async Task<Table> Play(Func<GameState, bool> until)
    {
        while (await State() is var state && !until(state)) await Answer(state);
        return this;
    }

    /// <summary>Until a pitch is to be decided, and nobody has.</summary>
    public Task<Table> ToThePitch() => Play(static state =>
        IsAt(state, WindowKind.Pitch) && !state.Ledger.Live!.Seals.Any(static seal => seal.Kind == SealKind.Decision));

    public static bool IsAt(GameState state, WindowKind kind) => state.Game.Live?.Window?.Kind == kind;

    public async Task<GameState> State() =>
        await Engine.Look(game) is { State: { } state } ? state : throw new InvalidOperationException("The game cannot be seen.");

    /// <summary>Seals the decision of the side in the field.</summary>
    public async Task<Envelope> Defend(DefensiveDecision? decision = null) =>
        await Do(Manager((await State()).Game.Fielding), new SealDecision(Defense: decision ?? new()));

    /// <summary>Seals the decision of the side at bat.</summary>
    public async Task<Envelope> Attack(OffensiveDecision? decision = null) =>
        await Do(Manager((await State()).Game.Batting), new SealDecision(Offense: decision ?? new()));

    /// <summary>A command that has to be accepted.</summary>
    public async Task<Envelope> Do(Author by, GameCommand command)
    {
        var envelope = await Write(by, command);
        return (await Engine.Ask(game, envelope)).Refused is { } refused
            ? throw new InvalidOperationException($"{command} of {by.Who}: {refused}")
            : envelope;
    }

    /// <summary>A command as its sender would send it now.</summary>
    public async Task<Envelope> Write(Author by, GameCommand command)
    {
        var state = command is CreateGame ? null : await State();
        var answers = command is SealDecision or GiveNonce or ReadRow or ReadOutcome or ConfirmOutcome or DisputeOutcome;
        return new(
            new(new Guid(++commands, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1])), by, answers ? 0 : state?.Ledger.Seen ?? 0, command,
            answers ? state!.Game.Live!.Window!.Id : null);
    }

    private async Task Answer(GameState state)
    {
        var (live, window) = (state.Ledger.Live!, state.Game.Live!.Window!);
        foreach (var side in (Side[])[state.Game.Batting, state.Game.Fielding])
        {
            if (!window.Asked.Has(side)) continue;
            if (window.Kind == WindowKind.Key)
            {
                if ((side == Side.Away ? live.Dice.AwayNonce : live.Dice.HomeNonce) is not null) continue;
                var shown = side == Side.Away ? live.Dice.AwayTip! : live.Dice.HomeTip!;
                await Do(Manager(side), new GiveNonce(live.Dice.Key + 1, chains[(int)side].After(shown)!));
                return;
            }

            if (live.Find(SealKind.Decision, side, window.Id) is not null) continue;
            await Do(Manager(side), Usual(window.Kind, side == state.Game.Fielding));
            return;
        }

        throw new InvalidOperationException($"Nobody has to answer {window}.");
    }

    private static SealDecision Usual(WindowKind kind, bool inField) => (kind, inField) switch
    {
        (WindowKind.Play, true) => new(Throw: new()),
        (WindowKind.Play, false) => new(Advance: new()),
        (_, true) => new(Defense: new()),
        _ => new(Offense: new()),
    };

    private static EquatableArray<NamedPlayer> Men(string prefix, int count) =>
        new([.. Enumerable.Range(1, count).Select(i => new NamedPlayer(new($"{prefix}{i}"), $"{prefix}{i}"))]);

    private static byte[] Filled(byte value)
    {
        var bytes = new byte[GameSecret.Size];
        Array.Fill(bytes, value);
        return bytes;
    }
}
