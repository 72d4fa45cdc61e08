using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Tests;

/// <summary>
/// A played game driven through the rules, with a secret made from a number and a clock set by hand:
/// <c>LiveScenario.Start().Pitch().Seal(Side.Home)</c>. The away side is a1 to a9 with ap on the mound, ab1 to ab4 on the bench and ax1 to
/// ax5 in the bullpen; the home side likewise with h. A manager is called like his side.
/// </summary>
internal sealed class LiveScenario
{
    public static readonly Author Commissioner = new("commissioner", Role.Commissioner);

    /// <summary>The rules of 2018, with a clock of a minute.</summary>
    public static readonly RuleSet Clocked = RuleSet.Mlb2018;

    /// <summary>The same without a clock: nobody hurries anybody.</summary>
    public static readonly RuleSet Unhurried = RuleSet.Mlb2018 with { DecisionClockMs = 0 };

    private readonly List<EventGroup> groups = [];
    private readonly NonceChain?[] chains = new NonceChain?[2];
    private EquatableArray<OpenedSeal> opened;
    private int commands;

    private LiveScenario(int seed)
    {
        Secret = new(Bytes(seed, 1));
        chains[0] = new(Bytes(seed, 2));
        chains[1] = new(Bytes(seed, 3));
        State = GameState.New(new GameId(new Guid(seed, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1])));
    }

    public GameState State { get; private set; }

    public Game Game => State.Game;

    public LiveLedger Live => State.Ledger.Live!;

    public Window? Window => Game.Live?.Window;

    /// <summary>What the rules are given beside the state; a test may take something away.</summary>
    public GameSecret? Secret { get; set; }

    /// <summary>The moment at which the next command comes, Unix milliseconds UTC.</summary>
    public long Now { get; set; } = 1_000_000;

    /// <summary>Since when somebody has been there to answer.</summary>
    public long Since { get; set; }

    /// <summary>What the league remembers of its cards; games of one league share it.</summary>
    public List<CellMemory> League { get; set; } = [];

    public IReadOnlyList<EventGroup> Groups => groups;

    public EventGroup Last => groups[^1];

    public IEnumerable<GameEvent> Events => groups.SelectMany(group => group.Events);

    /// <summary>What the host remembers of the open seals.</summary>
    public EquatableArray<OpenedSeal> Opened => opened;

    public IEnumerable<string> LastTypes => Last.Events.Select(happened => happened.GetType().Name);

    /// <summary>Nothing but the game's id and secret: not even created.</summary>
    public static LiveScenario Nothing(int seed = 1) => new(seed);

    /// <summary>Created, nobody seated, no lineups.</summary>
    public static LiveScenario Created(RuleSet? rules = null, int seed = 1) => new LiveScenario(seed).Do(Commissioner, Creation(rules));

    public static CreateGame Creation(RuleSet? rules = null) =>
        new("test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Played, rules ?? Unhurried);

    /// <summary>
    /// Seated, lineups exchanged, and started; a side with a level is a computer's. Without tips there are no key windows.
    /// </summary>
    public static LiveScenario Start(
        RuleSet? rules = null, byte awayLevel = 0, byte homeLevel = 0, bool tips = false, bool dh = true, int seed = 1) =>
        Created(rules, seed).Seated(Side.Away, awayLevel, tips).Seated(Side.Home, homeLevel, tips)
            .Do(Commissioner, new ExchangeLineups(Card('a', dh), Card('h', dh)))
            .Do(Commissioner, new StartGame());

    public LiveScenario Seated(Side side, byte level = 0, bool tip = false) => level > 0
        ? Do(Commissioner, new TakeSeat(side, level))
        : Do(Manager(side), new TakeSeat(side, Tip: tip ? Chain(side).Tip : null));

    public static Author Manager(Side side) => new(side == Side.Away ? "away" : "home", Role.Manager, side);

    public NonceChain Chain(Side side) => chains[(int)side]!;

    public static LineupCard Card(char side, bool dh = true)
    {
        Position[] positions =
        [
            Position.CenterField, Position.Shortstop, Position.LeftField, Position.FirstBase, Position.ThirdBase,
            dh ? Position.DesignatedHitter : Position.SecondBase, Position.RightField, Position.Catcher,
            dh ? Position.SecondBase : Position.Pitcher,
        ];
        var places = new List<LineupPlace>();
        for (byte slot = 1; slot <= 9; slot++)
        {
            var player = positions[slot - 1] == Position.Pitcher ? $"{side}p" : $"{side}{slot}";
            places.Add(new(slot, new(player), player, positions[slot - 1]));
        }

        if (dh) places.Add(new(0, new($"{side}p"), $"{side}p", Position.Pitcher));
        return new([.. places], Men($"{side}b", 4), Men($"{side}x", 5));
    }

    /// <summary>Both sides decide as usual, in their turns, and the play is made; where nobody is asked, the computers play on.</summary>
    public LiveScenario Pitch(DefensiveDecision? defense = null, OffensiveDecision? offense = null)
    {
        var window = Window!.Id;
        if (Window.Asked == Sides.None) return Fire();
        var (atBat, inField) = (Game.Batting, Game.Fielding);
        if (Window.Asked.Has(atBat)) Do(Manager(atBat), new SealDecision(Offense: offense ?? new()));
        if (Window?.Id == window && Window.Asked.Has(inField)) Do(Manager(inField), new SealDecision(Defense: defense ?? new()));
        return this;
    }

    /// <summary>The usual decision of one side in the open pitch or play window.</summary>
    public LiveScenario Seal(Side side) => Do(Manager(side), Usual(side));

    public SealDecision Usual(Side side) => (Window!.Kind, side == Game.Fielding) switch
    {
        (WindowKind.Play, true) => new(Throw: new()),
        (WindowKind.Play, false) => new(Advance: new()),
        (_, true) => new(Defense: new()),
        _ => new(Offense: new()),
    };

    /// <summary>Plays with usual decisions until <paramref name="until"/> holds, or the game is over.</summary>
    public LiveScenario Play(Func<LiveScenario, bool>? until = null)
    {
        while (!Game.IsOver && until?.Invoke(this) != true) Step();
        return this;
    }

    /// <summary>The next thing that has to be done, whatever it is.</summary>
    public LiveScenario Step()
    {
        if (Window is not { } window) throw new InvalidOperationException($"Nothing is asked: {Game.Status}.");
        foreach (var side in (Side[])[Game.Batting, Game.Fielding])
        {
            if (!window.Asked.Has(side)) continue;
            if (window.Kind == WindowKind.Key)
            {
                if ((side == Side.Away ? Live.Dice.AwayNonce : Live.Dice.HomeNonce) is null) return Nonce(side);
                continue;
            }

            if (window.Kind == WindowKind.Pitch && MustChange(side)) return Do(Manager(side), ComputerManager.Change(Game, side)!);
            if (Live.Find(SealKind.Decision, side, window.Id) is null) return Seal(side);
        }

        return Fire();
    }

    public LiveScenario Nonce(Side side)
    {
        var shown = side == Side.Away ? Live.Dice.AwayTip : Live.Dice.HomeTip;
        return Do(Manager(side), new GiveNonce(Live.Dice.Key + 1, Chain(side).After(shown!)!));
    }

    /// <summary>The game's next timer fires, at its moment or now if that is later.</summary>
    public LiveScenario Fire()
    {
        var timer = Game.NextTimer ?? throw new InvalidOperationException("The game has no timer.");
        Now = Math.Max(Now, timer.Due);
        var verdict = Answer(known => GameRules.DecideTimer(State, timer, new(Now, Since), known));
        if (verdict.Refused is { } refused) throw new InvalidOperationException($"{timer} was refused: {refused}");
        return Happened(verdict, timer.CommandOf(State.Id), Author.System, Cause.Timer);
    }

    public LiveScenario Do(Author by, GameCommand command)
    {
        var envelope = Envelope(by, command);
        var verdict = Answer(known => GameRules.Decide(State, envelope, new(Now, Since), known));
        if (verdict.Refused is { } refused) throw new InvalidOperationException($"{command} was refused: {refused}");
        return Happened(verdict, envelope.Id, by, Cause.Command);
    }

    public LiveScenario Do(Side side, GameCommand command) => Do(Manager(side), command);

    /// <summary>True where that command, from there, is accepted; nothing happens.</summary>
    public bool Accepts(Author by, GameCommand command) =>
        GameRules.Decide(State, Envelope(by, command), new(Now, Since), Known).Refused is null;

    /// <summary>The refusal of a command that must be refused.</summary>
    /// <param name="window">The window it names, instead of the open one.</param>
    public Refusal Refused(Author by, GameCommand command, Guid? window = null)
    {
        var envelope = Envelope(by, command);
        if (window is not null) envelope = envelope with { Decision = window };
        return Answer(known => GameRules.Decide(State, envelope, new(Now, Since), known)).Refused
            ?? throw new InvalidOperationException($"{command} was accepted.");
    }

    public Refusal Refused(Side side, GameCommand command, Guid? window = null) => Refused(Manager(side), command, window);

    public T Only<T>() where T : GameEvent => Last.Events.OfType<T>().Single();

    public string? On(Base on) => Game.Bases[on] is { } runner ? Game.Man(runner.Entry).Player.Value : null;

    public static Substitute Batch(Side side, byte slot, string player, Position position) =>
        new([Announce(side, slot, player, position)]);

    public static Announcement Announce(Side side, byte slot, string player, Position position) =>
        new(side, slot, new(player), player, position, Count.Unknown);

    /// <summary>A command that answers a window names it, every other one the last thing its sender saw.</summary>
    public Envelope Envelope(Author by, GameCommand command) => new(
        new(new Guid(++commands, 1, 0, new byte[8])), by, State.Ledger.Seen, command,
        command is SealDecision or GiveNonce or ReadRow or ReadOutcome or ConfirmOutcome or DisputeOutcome
            ? Window?.Id ?? Guid.Empty
            : null);

    /// <summary>Does it if it is not refused.</summary>
    public bool Try(Author by, GameCommand command, out Refusal? refused)
    {
        var envelope = Envelope(by, command);
        var verdict = Answer(known => GameRules.Decide(State, envelope, new(Now, Since), known));
        refused = verdict.Refused;
        if (refused is null) Happened(verdict, envelope.Id, by, Cause.Command);
        return refused is null;
    }

    private Known Known => new() { Secret = Secret, Opened = opened };

    /// <summary>Decides as a host does: what the rules have to be told first they are told, and asked again.</summary>
    private Verdict Answer(Func<Known, Verdict> decide)
    {
        var known = Known;
        while (true)
        {
            var verdict = decide(known);
            known = verdict.Needs switch
            {
                { Kind: NeedKind.History } => known with { History = groups },
                { Kind: NeedKind.Cells } needs => known with
                {
                    Cells = [.. League.Where(one => needs.Cells.Any(place => LeagueCards.IsSamePlace(place, one.Key)))],
                },
                _ => known,
            };
            if (verdict.Needs.Kind == NeedKind.Nothing) return verdict;
        }
    }

    private bool MustChange(Side side)
    {
        foreach (var entry in Game.Live!.MustLeave) if (entry.Side == side) return true;
        return side == Game.Fielding && (Game.Lineup(side).Gap() ?? (object?)Game.Lineup(side).InTwice()) is not null;
    }

    private LiveScenario Happened(Verdict verdict, CommandId id, Author by, Cause cause)
    {
        var group = new EventGroup(State.Id, State.Ledger.Seq + 1, id, 0, Now, by, cause, State.Rules, verdict.Events);
        foreach (var said in LeagueCards.Learned(Game, group)) Learn(said);
        var after = GameRules.Evolve(State, group);
        if (after != GameRules.Evolve(State, group, verdict))
            throw new InvalidOperationException($"{string.Join(", ", group.Events)} was looked ahead wrongly.");
        State = after;
        groups.Add(group);
        Remember(verdict.Opened);
        return this;
    }

    private void Learn(CellMemory said)
    {
        var at = League.FindIndex(one => one.Key == said.Key);
        if (at < 0) League.Add(said);
        else League[at] = LeagueCards.Standing(League[at], said);
    }

    private void Remember(EquatableArray<OpenedSeal> more)
    {
        var left = new List<OpenedSeal>();
        foreach (var seal in Live.Seals)
        {
            foreach (var one in more.Concat(opened))
            {
                if (one.Seq != seal.Seq) continue;
                left.Add(one);
                break;
            }
        }

        opened = new([.. left]);
    }

    private static EquatableArray<NamedPlayer> Men(string prefix, int count) =>
        new([.. Enumerable.Range(1, count).Select(i => new NamedPlayer(new($"{prefix}{i}"), $"{prefix}{i}"))]);

    private static byte[] Bytes(int seed, byte use)
    {
        var bytes = new byte[GameSecret.Size];
        BitConverter.TryWriteBytes(bytes, seed);
        bytes[^1] = use;
        return bytes;
    }
}
