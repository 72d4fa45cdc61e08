using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// A scored game in the scorer's own notation: <c>Scenario.Start().Plays("S8", "64(1)3/GDP")</c>. The away side is a1 to a9 with ap
/// on the mound, the home side h1 to h9 with hp; slot 6 is the designated hitter, or in a game without one slot 9 the pitcher.
/// </summary>
internal sealed class Scenario
{
    private static readonly Author scorer = new("scorer", Role.Scorer);
    private static readonly Position[] withDh =
    [
        Position.CenterField, Position.Shortstop, Position.LeftField, Position.FirstBase, Position.ThirdBase,
        Position.DesignatedHitter, Position.RightField, Position.Catcher, Position.SecondBase,
    ];

    private readonly List<GameEvent> events = [];
    private readonly List<EventGroup> groups = [];
    private int commands;

    private Scenario() { }

    public GameState State { get; private set; } = GameState.New(new GameId(new Guid("00000000-0000-7000-8000-000000000001")));

    public Game Game => State.Game;

    /// <summary>The moment at which the next command comes, Unix milliseconds UTC.</summary>
    public long Now { get; set; }

    public IReadOnlyList<GameEvent> Events => events;

    public IReadOnlyList<EventGroup> Groups => groups;

    public PlayMade LastPlay => events.OfType<PlayMade>().Last();

    public static Scenario Start(RuleSet? rules = null, bool dh = true) => StartWith(Card('a', dh), Card('h', dh), rules);

    public static Scenario StartWith(LineupCard away, LineupCard home, RuleSet? rules = null) => new Scenario()
        .Do(new CreateGame("test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Scored, rules ?? RuleSet.Mlb2018))
        .Do(new ExchangeLineups(away, home))
        .Do(new StartGame());

    public static LineupCard Card(char side, bool dh = true)
    {
        var places = new List<LineupPlace>();
        for (byte slot = 1; slot <= 9; slot++)
        {
            var position = dh ? withDh[slot - 1]
                : slot == 6 ? Position.SecondBase
                : slot == 9 ? Position.Pitcher
                : withDh[slot - 1];
            var player = position == Position.Pitcher ? $"{side}p" : $"{side}{slot}";
            places.Add(new(slot, new(player), player, position));
        }

        if (dh) places.Add(new(0, new($"{side}p"), $"{side}p", Position.Pitcher));
        return new([.. places]);
    }

    public static ScoredPlay Read(string text) =>
        EventText.TryParse(text, out var play, out var error) ? play : throw new ArgumentException($"{text}: {error}");

    public RecordPlay Play(string text, string? batter = null) => new(
        Game.Inning, Game.Half, batter is null ? Game.Batter!.Value.Player : new(batter), Count.Unknown, null, Read(text));

    public Scenario Plays(params string[] texts)
    {
        foreach (var text in texts) Do(Play(text));
        return this;
    }

    /// <summary>Three outs by the batters due, <paramref name="halves"/> times.</summary>
    public Scenario Halves(int halves)
    {
        for (var i = 0; i < halves; i++) Plays("K", "K", "K");
        return this;
    }

    public Scenario Sub(char side, byte slot, string player, Position position, string count = "00") =>
        Do(Batch(side, slot, player, position, count));

    public static Substitute Batch(char side, byte slot, string player, Position position, string count = "00") =>
        new([Announce(side, slot, player, position, count)]);

    public static Announcement Announce(char side, byte slot, string player, Position position, string count = "00") => new(
        side == 'a' ? Side.Away : Side.Home, slot, new(player), player, position,
        count == "??" ? Count.Unknown : new((byte)(count[0] - '0'), (byte)(count[1] - '0')));

    public Scenario Do(GameCommand command, Role? by = null)
    {
        var verdict = Decide(command, by);
        if (verdict.Refused is { } refused) throw new InvalidOperationException($"{command} was refused: {refused}");
        return Happened(verdict, NextId(), scorer, Cause.Command);
    }

    /// <summary>The timer does at <see cref="Now"/> what it was set for.</summary>
    public Scenario Fires(GameTimer timer)
    {
        var verdict = GameRules.DecideTimer(State, timer, new(Now));
        if (verdict.Refused is { } refused) throw new InvalidOperationException($"{timer} was refused: {refused}");
        return Happened(verdict, timer.CommandOf(State.Id), Author.System, Cause.Timer);
    }

    private Scenario Happened(Verdict verdict, CommandId id, Author by, Cause cause)
    {
        var group = new EventGroup(State.Id, State.Ledger.Seq + 1, id, 0, Now, by, cause, State.Rules, verdict.Events);
        State = GameRules.Evolve(State, group);
        groups.Add(group);
        events.AddRange([.. verdict.Events.AsSpan()]);
        return this;
    }

    /// <summary>The refusal of a command that must be refused.</summary>
    public Refusal Refused(GameCommand command, Role? by = null)
    {
        var before = State;
        var refused = Decide(command, by).Refused ?? throw new InvalidOperationException($"{command} was accepted.");
        Assert.Same(before, State);
        return refused;
    }

    public Refusal Refused(string play) => Refused(Play(play));

    public string? On(Base on) => Game.Bases[on] is { } runner ? Game.Man(runner.Entry).Player.Value : null;

    public Verdict Decide(GameCommand command, Role? by = null)
    {
        var envelope = new Envelope(new(Guid.Empty), by is { } role ? new("somebody", role) : scorer, State.Ledger.Seen, command);
        var verdict = GameRules.Decide(State, envelope, new(Now));
        return verdict.Needs.Kind == NeedKind.History ? GameRules.Decide(State, envelope, new(Now), new() { History = groups }) : verdict;
    }

    private CommandId NextId() => new(new Guid(++commands, 0, 0, new byte[8]));
}
