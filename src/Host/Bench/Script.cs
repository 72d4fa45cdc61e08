using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Journal.Bare;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>
/// A made-up game as commands that any number of games can be sent, and what an engine appends for them. Its commands are small notes, or
/// plays with all that a scorer writes of one.
/// </summary>
internal sealed class Script
{
    private static readonly Author scorer = new("scorer@example.org", Role.Scorer);

    private static readonly Position[] order =
    [
        Position.CenterField, Position.Shortstop, Position.LeftField, Position.FirstBase, Position.ThirdBase,
        Position.DesignatedHitter, Position.RightField, Position.Catcher, Position.SecondBase,
    ];

    private static readonly Fielding shortToFirst = Fielding.TryParse("63", out var chain) ? chain : throw new FormatException();

    private static readonly ScoredPlay homeRun = new(
        [new(PlayCode.HomeRun)], [new(Base.Batter, Base.Home, Fate.Safe, Implied: true)], Trajectory.FlyBall, "78XD");

    private static readonly ScoredPlay[] plays =
    [
        Out(Trajectory.GroundBall, "6", [new(shortToFirst)]),
        Out(Trajectory.FlyBall, "8D", [new(Fielding.Of(Position.CenterField))]),
        new(
            [new(PlayCode.Strikeout)],
            [new(Base.Batter, Base.First, Fate.Out, Implied: true, [new(Fielding.Of(Position.Catcher))])]),
    ];

    private readonly List<(int Seen, GameCommand Command)> steps = [];
    private readonly Recorder recorder = new();

    private Script() { }

    public int Commands => steps.Count;

    /// <summary>Events of the whole game.</summary>
    public int Events { get; private set; }

    public Recording Recording => new(recorder.Appends);

    /// <summary>The creation, and small commands until there are so many events.</summary>
    public static Task<Script> OfNotes(int events) => Write(events, static (_, _) => Task.CompletedTask);

    /// <summary>A game from its creation to its last out, then small commands until there are so many events.</summary>
    public static Task<Script> OfPlays(int events) => Write(events, static async (script, engine) =>
    {
        await script.Begin(engine);
        while (!await script.Play(engine)) { }
    });

    /// <summary>A game begun, and so many plays of it in which nobody scores, so that it does not end; then one small command.</summary>
    /// <param name="plays">At most 1,500: innings have an end.</param>
    public static Task<Script> OfAGameWithoutRuns(int plays) => Write(0, async (script, engine) =>
    {
        await script.Begin(engine);
        for (var play = 0; play < plays; play++) await script.Play(engine, wins: false);
        await script.Note(engine);
    });

    /// <summary>A game in its second inning, then so many small commands.</summary>
    public static Task<Script> OfAGameBegun(int notes) => Write(0, async (script, engine) =>
    {
        await script.Begin(engine);
        for (var play = 0; play < 8; play++) await script.Play(engine);
        for (var note = 0; note < notes; note++) await script.Note(engine);
    });

    public Envelope this[int place] => new(new(Guid.CreateVersion7()), scorer, steps[place].Seen, steps[place].Command);

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async ValueTask Send(IEngine engine, GameId game, int place)
    {
        var answer = await engine.Ask(game, this[place]);
        if (answer.Refused is { } refused) throw new InvalidOperationException($"A command of the measurement was refused: {refused}");
    }

    /// <summary>Sends a game whole.</summary>
    public async Task Send(IEngine engine, GameId game)
    {
        for (var place = 0; place < Commands; place++) await Send(engine, game, place);
    }

    /// <summary>Sends the next command each time it is called; after the last one another game begins.</summary>
    public Func<ValueTask> Player(IEngine engine)
    {
        var (game, next) = (default(GameId), 0);
        return () =>
        {
            var place = next++ % Commands;
            if (place == 0) game = new(Guid.CreateVersion7());
            return Send(engine, game, place);
        };
    }

    private static async Task<Script> Write(int events, Func<Script, (InProcessEngine, GameId), Task> middle)
    {
        var script = new Script();
        await using var engine = new InProcessEngine(
            new(script.recorder, new VolatileJournal(), EmptyStands.Instance, TimeProvider.System),
            new() { SnapshotEvery = int.MaxValue, IdleTime = TimeSpan.Zero });
        var game = (engine, new GameId(Guid.CreateVersion7()));
        await script.Add(game, new CreateGame(
            "bench", new("AWA"), new("HOM"), new DateOnly(2018, 4, 6), 0, "CLE08", GameMode.Scored, RuleSet.Mlb2018));
        await middle(script, game);
        while (script.Events < events) await script.Note(game);
        return script;
    }

    private async Task Begin((InProcessEngine, GameId) game)
    {
        await Add(game, new ExchangeLineups(Card('a'), Card('h')));
        await Add(game, new StartGame());
    }

    private Task Note((InProcessEngine, GameId) game) =>
        Add(game, new NoteFacts([new("attendance", Commands.ToString(CultureInfo.InvariantCulture))]));

    /// <summary>The next play of the game. True where it was the last one.</summary>
    private async Task<bool> Play((InProcessEngine Engine, GameId Id) of, bool wins = true)
    {
        var game = (await of.Engine.Look(of.Id)).State!.Game;
        // One home run in an inning that the other side cannot answer: there is a winner after nine.
        var decides = wins && game is { Inning: 3, Half: Half.Top, Outs: 0 } && game.Tally.Runs == 0;
        var play = decides ? homeRun : plays[Commands % plays.Length];
        await Add(of, new RecordPlay(game.Inning, game.Half, game.Batter!.Value.Player, new Count(1, 2), "CBFX", play));
        return (await of.Engine.Look(of.Id)).State!.Game.IsOver;
    }

    private async Task Add((InProcessEngine Engine, GameId Id) game, GameCommand command)
    {
        var seen = command is CreateGame ? 0 : (await game.Engine.Look(game.Id)).State!.Ledger.Seen;
        steps.Add((seen, command));
        await Send(game.Engine, game.Id, steps.Count - 1);
        Events = (await game.Engine.Look(game.Id)).State!.Ledger.Seq;
    }

    private static ScoredPlay Out(Trajectory trajectory, string location, Handling[] handlings) => new(
        [new(PlayCode.Out, Handlings: [.. handlings])], [new(Base.Batter, Base.First, Fate.Out, Implied: true)], trajectory, location);

    private static LineupCard Card(char side) => new(
    [
        Place(side, 0, Position.Pitcher),
        .. Enumerable.Range(1, 9).Select(slot => Place(side, (byte)slot, order[slot - 1])),
    ]);

    private static LineupPlace Place(char side, byte slot, Position position)
    {
        var id = Intern.Of(string.Create(CultureInfo.InvariantCulture, $"{side}{slot}"));
        return new(slot, new(id), id, position);
    }

    /// <summary>A journal that also remembers what it was brought.</summary>
    private sealed class Recorder : IJournal
    {
        private readonly VolatileJournal journal = new();

        public List<(EventGroup, GameCard?)> Appends { get; } = [];

        public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
        {
            Appends.Add((group, card));
            return journal.Append(group, card, epoch);
        }

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
            journal.Read(game, after, upTo, stop);

        public ValueTask<int> Head(GameId game, CancellationToken stop = default) => journal.Head(game, stop);
    }
}
