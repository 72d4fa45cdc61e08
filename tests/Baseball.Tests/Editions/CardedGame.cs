using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>Computers play each other by cards, without a host.</summary>
internal sealed class CardedGame(Edition edition, byte level)
{
    private static readonly Author office = new("office", Role.Commissioner);

    private readonly List<EventGroup> groups = [];
    private EquatableArray<OpenedSeal> opened;
    private long now = 1_700_000_000_000;
    private int sent;

    public GameSecret Secret { get; } = new([.. Enumerable.Range(0, GameSecret.Size).Select(i => (byte)(i + level))]);

    public string Cards => edition.Id;

    public GameState State { get; private set; } = GameState.New(new(Guid.Parse("0190aa00-0000-7000-8000-000000000001")));

    public IReadOnlyList<EventGroup> Groups => groups;

    public void Play()
    {
        Say(Creation(RuleSet.Mlb2018, GameMode.Played));
        Say(new TakeSeat(Side.Away, level));
        Say(new TakeSeat(Side.Home, level));
        Say(new ExchangeLineups(Card(0), Card(1)));
        Say(new StartGame());
        while (!State.Game.IsOver)
        {
            var timer = State.Game.NextTimer!.Value;
            now = Math.Max(now, timer.Due);
            Take(GameRules.DecideTimer(State, timer, new(now), Told()), Author.System, Cause.Timer);
        }
    }

    /// <summary>What the rules say to the game's creation, with that much known.</summary>
    public Verdict Create(Known known, RuleSet? rules = null, GameMode mode = GameMode.Played) => GameRules.Decide(
        State, new(new(Guid.NewGuid()), office, 0, Creation(rules ?? RuleSet.Mlb2018, mode)), new(now), known);

    /// <summary>The first thing in the game that the rules and its cards do not come to, or null.</summary>
    public DiceFault? Audited()
    {
        var state = GameState.New(State.Id);
        foreach (var group in groups)
        {
            if (state.Exists) state = state with { Game = state.Game.With(edition) };
            if (PlayAudit.Wrong(state, group) is { } wrong) return wrong;
            state = GameRules.Evolve(state, group);
        }

        return null;
    }

    public Game Folded()
    {
        var state = GameState.New(State.Id);
        foreach (var group in groups) state = GameRules.Evolve(state, group);
        return state.Game;
    }

    private Known Told() => new() { Secret = Secret, Opened = opened, Edition = edition };

    private CreateGame Creation(RuleSet rules, GameMode mode) =>
        new("small", new("AAA"), new("BBB"), new(2026, 5, 1), 0, null, mode, rules) { Cards = edition.Id };

    private LineupCard Card(int club)
    {
        var card = LineupMaker.Of(edition, edition.Clubs[club], 0, dh: club == 0, out var why);
        Assert.Null(why);
        return card!;
    }

    private void Say(GameCommand command) =>
        Take(GameRules.Decide(State, new(Next(), office, 0, command), new(now), Told()), office, Cause.Command);

    private void Take(Verdict verdict, Author by, Cause cause)
    {
        Assert.Null(verdict.Refused);
        var group = new EventGroup(State.Id, State.Ledger.Seq + 1, Next(), 1, now, by, cause, State.Rules, verdict.Events);
        groups.Add(group);
        State = GameRules.Evolve(State, group, verdict);
        opened = verdict.Opened;
    }

    private CommandId Next() => new(new Guid(++sent, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]));

    /// <summary>Of a game between computers: each as a play found it, and once more with men on base.</summary>
    public static List<Game> Situations(Edition cards)
    {
        var played = new CardedGame(cards, 2);
        played.Play();
        var (state, games) = (GameState.New(played.State.Id), new List<Game>());
        foreach (var group in played.Groups)
        {
            if (state.Exists) state = state with { Game = state.Game.With(cards) };
            if (state.Game.Status == GameStatus.InProgress && group.Events.Any(one => one is PlayMade) && state.Game.Batter is not null)
                games.Add(state.Game);
            state = GameRules.Evolve(state, group);
        }

        // Each once more with the bases and outs that a game has seldom.
        return [.. games, .. games.Select((game, i) => Loaded(game, i))];
    }

    private static Game Loaded(Game game, int number)
    {
        var pitcher = game.Lineup(game.Fielding).At(Position.Pitcher)!.Value.Entry;
        var bases = (byte)(1 + number % 7);
        var up = game.Up(game.Batting);
        return game with { Bases = new(On(1, 1), On(2, 2), On(4, 3)), Outs = (byte)(number / 7 % 3) };

        RunnerState? On(byte bit, int before) => (bases & bit) == 0 ? null
            : new(game.Lineup(game.Batting).Holder((byte)((up + 8 - before) % 9 + 1))!.Value.Entry, pitcher, PlayCode.Single, false, 0);
    }
}
