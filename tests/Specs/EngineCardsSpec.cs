using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every engine does with games whose cards a league remembers, on whatever journal.</summary>
public abstract class EngineCardsSpec : EngineHarness
{
    private static readonly GameId game = new(new Guid(0x2018_0406, 2, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));
    private static readonly GameId another = new(new Guid(0x2018_0406, 3, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    private static readonly ScoredPlay single = new(
        [new(PlayCode.Single, Handlings: [new(Fielding.Of(Position.LeftField))])], [new(Base.Batter, Base.First, Fate.Safe)]);

    private static readonly ScoredPlay walk = new([new(PlayCode.Walk)], [new(Base.Batter, Base.First, Fate.Safe)]);

    protected ICells Cells => (ICells)Store;

    [Fact]
    public async Task What_a_cell_said_is_the_leagues_before_the_sender_hears_that_it_stands()
    {
        var table = await Rolled(Start(), game);
        var (said, reading) = await Reading(table, single);

        await Read(table, reading);
        Assert.Empty(await Cells.Recall(Places(said)));
        await Confirm(table, reading);

        var kept = Assert.Single(await Cells.Recall(Places(said)));
        Assert.Equal(said[0] with { At = kept.At }, kept);
    }

    [Fact]
    public async Task Another_game_of_the_league_hears_of_it()
    {
        var table = await Rolled(Start(), game);
        var (said, reading) = await Reading(table, single);
        await Cells.Keep([.. said.Select(static one => one with { Game = another, Says = LeagueCards.Printed(walk) })]);

        var refused = await Ask(table, reading);
        await Ask(table, reading with { Reading = walk });
        await Confirm(table, reading);

        Assert.Equal("card-conflict", refused?.Rule);
        Assert.Equal(PlayCode.Walk, (await Plays(table)).Single().Code);
    }

    [Fact]
    public async Task Of_two_games_that_read_a_cell_at_once_the_one_that_agrees_second_hears_of_the_first()
    {
        var table = await Rolled(Start(), game);
        var (said, reading) = await Reading(table, single);
        await Read(table, reading);

        await Cells.Keep([.. said.Select(static one => one with { Game = another, Says = LeagueCards.Printed(walk) })]);
        var refused = await Ask(table, new ConfirmOutcome(reading.Roll), other: true);

        Assert.Equal("card-conflict", refused?.Rule);
        Assert.Empty(await Plays(table));
    }

    [Fact]
    public async Task What_a_crash_kept_from_being_written_down_the_projector_makes_good()
    {
        var table = await Rolled(Start(Ports() with { Cells = null }, new()), game);
        var (said, reading) = await Reading(table, single);
        await Read(table, reading);
        await Confirm(table, reading);
        Assert.Empty(await Cells.Recall(Places(said)));

        await Follow(Cells);

        Assert.Equal(said.Select(static one => one.Says), (await Cells.Recall(Places(said))).Select(static one => one.Says));
    }

    [Fact]
    public async Task The_memory_of_a_league_can_be_built_again_from_its_games()
    {
        var table = await Rolled(Start(), game);
        var (said, reading) = await Reading(table, single);
        await Read(table, reading);
        await Confirm(table, reading);
        var elsewhere = new VolatileJournal();

        await Follow(elsewhere);

        Assert.Equal(await Cells.Recall(Places(said)), await elsewhere.Recall(Places(said)));
    }

    [Fact]
    public async Task A_memory_that_takes_nothing_keeps_no_game_from_going_on()
    {
        var faults = new List<Exception>();
        var table = await Rolled(Start(Ports() with { Cells = new Full() }, new() { Faulted = (_, error) => faults.Add(error) }), game);
        var (_, reading) = await Reading(table, single);

        await Read(table, reading);
        await Confirm(table, reading);

        Assert.Equal(PlayCode.Single, (await Plays(table)).Single().Code);
        Assert.IsType<NotStoredException>(Assert.Single(faults));
    }

    /// <summary>A game without a clock, in which the first roll lies.</summary>
    private static async Task<Table> Rolled(IEngine engine, GameId id)
    {
        var table = await (await new Table(engine, id).Begin(RuleSet.Tabletop)).ToThePitch();
        await table.Attack();
        await table.Defend();
        return table;
    }

    /// <summary>What the reader says, and what the league would remember of it.</summary>
    private static async Task<(IReadOnlyList<CellMemory> Said, ReadOutcome Reading)> Reading(Table table, ScoredPlay play)
    {
        var state = (await table.State()).Game;
        var (under, roll) = (state.Live!.UnderWay!, state.Live.UnderWay!.Rolls[0]);
        var card = roll.Dice.D6 <= 3 ? state.Batter!.Value.Player : state.Pitcher!.Value.Player;
        var read = new OutcomeRead(roll.Number, Reader(state), new("1978", card), play);
        return (LeagueCards.Said(table.Game, state, under, read, 0), new(read.Roll, read.Cell, play));
    }

    private static Side Reader(Game game) => game.Live!.UnderWay!.Rolls[0].Dice.D6 <= 3 ? game.Batting : game.Fielding;

    private static EquatableArray<CellKey> Places(IReadOnlyList<CellMemory> said) => new([.. said.Select(static one => one.Key)]);

    private static async Task Read(Table table, ReadOutcome reading) => Assert.Null(await Ask(table, reading));

    private static async Task Confirm(Table table, ReadOutcome reading) =>
        Assert.Null(await Ask(table, new ConfirmOutcome(reading.Roll), other: true));

    private static async Task<Refusal?> Ask(Table table, GameCommand command, bool other = false)
    {
        var reader = Reader((await table.State()).Game);
        var by = Table.Manager(other ? reader.Other() : reader);
        return (await table.Engine.Ask(table.Game, await table.Write(by, command))).Refused;
    }

    private async Task<List<PlayMade>> Plays(Table table) =>
        [.. (await Store.Read(table.Game, 0)).Groups.SelectMany(static group => group.Events).OfType<PlayMade>()];

    private async Task Follow(ICells cells)
    {
        var ports = new ProjectorPorts((IFeed)Store, Store, (IGames)Store, new VolatileReadModel(), Time) { Cells = cells };
        await using var projector = new Projector(ports);
        await projector.CatchUp();
    }

    private sealed class Full : ICells
    {
        public ValueTask<bool> Keep(IReadOnlyList<CellMemory> said) => new(false);

        public ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default) => new([]);
    }
}
