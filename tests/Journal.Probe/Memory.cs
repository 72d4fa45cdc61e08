using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Probe;

/// <summary>What an idle live game costs, everything included, and how long it takes to bring one back.</summary>
internal static class Memory
{
    private static readonly Position[] order =
    [
        Position.CenterField, Position.Shortstop, Position.LeftField, Position.FirstBase, Position.ThirdBase,
        Position.DesignatedHitter, Position.RightField, Position.Catcher, Position.SecondBase,
    ];

    public static async Task<int> Run(int games, int commands)
    {
        // The journal forgets what it is told, so that only the games are weighed.
        var options = new EngineOptions { SnapshotEvery = int.MaxValue, IdleTime = TimeSpan.Zero };
        var engine = new InProcessEngine(
            new(new Forgetful(), new VolatileJournal(), EmptyStands.Instance, TimeProvider.System), options);
        await Begin(engine, Sample.NewGame(), commands);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < games; i++) await Begin(engine, Sample.NewGame(), commands);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)games;
        var receipts = 24 * (commands + Opening);
        Console.WriteLine(
            $"{games} idle games in the second inning, {commands + Opening} commands each: {each:n0} bytes a game, "
            + $"{each - receipts:n0} without 24 bytes a command");
        GC.KeepAlive(engine);
        return 0;
    }

    /// <summary>Creation, lineups, start and 8 plays.</summary>
    private const int Opening = 11;

    private static async Task Begin(InProcessEngine engine, GameId game, int commands)
    {
        await Ask(engine, game, Sample.Create());
        await Ask(engine, game, new ExchangeLineups(Card('a'), Card('h')));
        await Ask(engine, game, new StartGame());
        for (var play = 0; play < 8; play++)
        {
            var state = (await engine.Look(game)).State!.Game;
            var strikeout = new ScoredPlay(
                [new PlayPart(PlayCode.Strikeout)],
                [new Advance(Base.Batter, Base.First, Fate.Out, Implied: true, [new Handling(Fielding.Of(Position.Catcher))])]);
            await Ask(engine, game, new RecordPlay(state.Inning, state.Half, state.Batter!.Value.Player, Count.Unknown, null, strikeout));
        }

        for (var i = 0; i < commands; i++) await Ask(engine, game, new NoteFacts([new("note", "n")]));
    }

    private static async Task Ask(InProcessEngine engine, GameId game, GameCommand command)
    {
        var seen = command is CreateGame ? 0 : (await engine.Look(game)).State!.Ledger.Seen;
        var answer = await engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, seen, command));
        if (answer.Refused is { } refused) throw new InvalidOperationException(refused.ToString());
    }

    private static LineupCard Card(char side)
    {
        var places = new List<LineupPlace>();
        for (byte slot = 1; slot <= 9; slot++) places.Add(Place(side, slot, order[slot - 1]));
        places.Add(Place(side, 0, Position.Pitcher));
        return new([.. places]);
    }

    private static LineupPlace Place(char side, byte slot, Position position)
    {
        var id = Intern.Of(string.Create(CultureInfo.InvariantCulture, $"{side}{slot}"));
        return new(slot, new(id), id, position);
    }

    private sealed class Forgetful : IJournal
    {
        public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) => new(AppendOutcome.Appended);

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo, CancellationToken stop) => new(new JournalRead([], 0));

        public ValueTask<int> Head(GameId game, CancellationToken stop) => new(0);
    }
}
