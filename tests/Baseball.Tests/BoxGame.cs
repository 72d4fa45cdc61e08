using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// A game written down play by play, for boxes: both lineups are men called by their slot (<c>Away Four</c>), positions run 1-9 with the
/// slots, so that slot 1 pitches. A play that the rules refuse throws.
/// </summary>
internal sealed class BoxGame
{
    private static readonly string[] slots = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    private static readonly GameId id = new(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"));
    private readonly List<GameEvent> history = [];
    private readonly BoxFold fold = new(id);
    private int commands;

    public BoxGame(RuleSet? rules = null, params GameFact[] facts)
    {
        State = GameState.New(id);
        Send(new CreateGame(
            "test", new("AWA"), new("HOM"), new(2018, 4, 6), 0, "CLE08", GameMode.Scored, rules ?? RuleSet.Mlb2018, null, [.. facts]));
        Send(new ExchangeLineups(Card("Away"), Card("Home")));
        Send(new StartGame());
    }

    public GameState State { get; private set; }

    public IReadOnlyList<GameEvent> History => history;

    public BoxScore Box => fold.Result();

    public BoxScore BoxOfHistory => BoxScore.Of(id, history);

    public static PlayerId Id(string name) => new(name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());

    public BatterBox Batter(string name) => Assert.Single(Box.Away.Batting.Concat(Box.Home.Batting), man => man.Name == name);

    public PitcherBox Pitcher(string name) => Assert.Single(Box.Away.Pitching.Concat(Box.Home.Pitching), man => man.Name == name);

    public FielderBox Fielder(string name) => Assert.Single(Box.Away.Fielding.Concat(Box.Home.Fielding), man => man.Name == name);

    public BoxGame Send(GameCommand command)
    {
        var verdict = GameRules.Decide(State, new(new(Guid.CreateVersion7()), Author.System, State.Ledger.Seen, command), new(At: 0));
        if (verdict.Refused is { } refused) throw new InvalidOperationException($"{command} is refused: {refused}");
        var before = State.Game;
        foreach (var happened in verdict.Events)
        {
            fold.Add(before, happened);
            before = GameRules.Evolve(before, happened);
            history.Add(happened);
        }

        State = GameRules.Evolve(State, new(
            id, State.Ledger.Seq + 1, new(Guid.CreateVersion7()), (uint)commands++, 0, Author.System, Cause.Command, GameRules.Version,
            verdict.Events));
        return this;
    }

    /// <summary>A play by the man due.</summary>
    public BoxGame Play(ScoredPlay play, string? pitches = null)
    {
        var game = State.Game;
        return Send(new RecordPlay(game.Inning, game.Half, game.Batter!.Value.Player, Count.Unknown, pitches, play));
    }

    /// <summary>Plays in the scorer's own notation, one after the other.</summary>
    public BoxGame Plays(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!EventText.TryParse(text, out var play, out var error)) throw new ArgumentException($"{text}: {error}");
            Play(play);
        }

        return this;
    }

    /// <summary>What people are told of the last play.</summary>
    public string Told()
    {
        var game = Game.Empty;
        var told = "";
        foreach (var happened in history)
        {
            if (happened is PlayMade) told = PlayByPlay.Sentence(game, happened);
            game = GameRules.Evolve(game, happened);
        }

        return told;
    }

    /// <summary>What people are told of everything.</summary>
    public IReadOnlyList<string> ToldOfAll()
    {
        var game = Game.Empty;
        var told = new List<string>();
        foreach (var happened in history)
        {
            told.Add(PlayByPlay.Sentence(game, happened));
            game = GameRules.Evolve(game, happened);
        }

        return told;
    }

    /// <summary>A batted out, such as 63 or 8.</summary>
    public BoxGame Out(string fielders, params string[] annotations) => Play(new(
        [new(PlayCode.Out, Handlings: [new(By(fielders), Base.Batter)])],
        [new(Base.Batter, Base.First, Fate.Out, Implied: true)], Annotations: [.. annotations]));

    public BoxGame Strikeout(string? pitches = null) =>
        Play(new([new(PlayCode.Strikeout)], [new(Base.Batter, Base.First, Fate.Out, Implied: true)]), pitches);

    /// <summary>A play that brings the batter to a base, and others as said.</summary>
    public BoxGame Reach(PlayCode code, Base to = Base.First, params Advance[] others) =>
        Play(new([new(code)], [new(Base.Batter, to, Fate.Safe, Implied: true), .. others]));

    public BoxGame HomeRun(params Advance[] others) => Reach(PlayCode.HomeRun, Base.Home, others);

    public BoxGame Runners(PlayCode code, Base on, params Advance[] moves) => Play(new([new(code, on)], [.. moves]));

    /// <summary>64(1)3: the man from first is forced at second, the batter doubled at first.</summary>
    public BoxGame DoublePlay(params string[] annotations) => Play(new(
        [new(PlayCode.Out, Handlings: [new(By("64"), Base.First), new(By("43"), Base.Batter)])],
        [new(Base.First, Base.Second, Fate.Out, Implied: true), new(Base.Batter, Base.First, Fate.Out, Implied: true)],
        Trajectory.GroundBall, Annotations: [.. annotations]));

    /// <summary>Three quick outs.</summary>
    public BoxGame Half() => Strikeout().Out("8").Out("63");

    /// <summary>Halves until <paramref name="inning"/> and <paramref name="half"/> are under way.</summary>
    public BoxGame Until(int inning, Half half)
    {
        while (State.Game.Inning != inning || State.Game.Half != half) Half();
        return this;
    }

    public BoxGame Substitute(Side side, byte slot, string name, Position position, Count count = default) =>
        Send(new Substitute([new(side, slot, Id(name), name, position, count)]));

    public static Advance Safe(Base from, Base to, params Handling[] handlings) => new(from, to, Fate.Safe, Handlings: [.. handlings]);

    public static Fielding By(string fielders) => Fielding.TryParse(fielders, out var by) ? by : throw new ArgumentException(fielders);

    private static LineupCard Card(string side) => new(
        [.. from slot in Enumerable.Range(1, 9)
            let name = $"{side} {slots[slot]}"
            select new LineupPlace((byte)slot, Id(name), name, (Position)slot)]);
}
