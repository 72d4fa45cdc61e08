using System.Text;
using AkkaGame.Messages;
using System.Text.Json;

namespace AkkaGame.Baseball.Tests;

public class LiveViewTests
{
    private static readonly GameId id = new(new Guid("00000000-0000-7000-8000-000000000002"));
    private static readonly Window pitch = new(
        Window.IdOf(id, 1), WindowKind.Pitch, Sides.Both, Opened: 1000, Due: 61_000, Turn: Turn.Offense);
    private static readonly (Role, Side?)[] everybody =
    [
        (Role.Manager, Side.Away), (Role.Manager, Side.Home), (Role.Spectator, null), (Role.Scorer, null), (Role.Commissioner, null),
        (Role.Ops, null),
    ];

    [Fact]
    public void Nobody_sees_what_is_in_a_seal_only_that_it_is_there()
    {
        var one = Playing(Sealed('a'));
        var other = Playing(Sealed('b'));

        foreach (var (role, side) in everybody)
        {
            Assert.Equal(Bytes(one, role, side), Bytes(other, role, side));
            Assert.Equal(
                Bytes(Sealed('a'), role, side), Bytes(Sealed('b'), role, side));
            Assert.Equal("""{"decision":"ID","window":"Pitch","side":"Home","box":"","commit":""}""",
                Bytes(Sealed('a'), role, side).Replace(pitch.Id.ToString(), "ID", StringComparison.Ordinal));
        }

        var window = Views.Of(one, Role.Spectator)!.Live!.Window!;
        Assert.Equal((pitch.Id, WindowKind.Pitch, Sides.Both, Sides.Home, 1000, 61_000, Turn.Offense),
            (window.Id, window.Kind, window.Asked, window.Sealed, window.Opened, window.Due, window.Turn));
        Assert.True(window.WaitsFor(Side.Away));
        Assert.False(window.WaitsFor(Side.Home));
    }

    [Fact]
    public void Lineups_and_standing_orders_are_in_and_unseen()
    {
        GameEvent[] one = [new LineupSealed(Side.Away, "box1", "commit1"), new StandingOrdersSealed(Side.Home, "box2", "commit2")];
        GameEvent[] other = [new LineupSealed(Side.Away, "box3", "commit3"), new StandingOrdersSealed(Side.Home, "box4", "commit4")];

        var live = Views.Of(Playing(one), Role.Spectator)!.Live!;

        Assert.True(live.Away.LineupIn);
        Assert.False(live.Home.LineupIn);
        Assert.True(live.Home.StandingOrders);
        foreach (var (role, side) in everybody)
        {
            Assert.Equal(Bytes(Playing(one), role, side), Bytes(Playing(other), role, side));
            for (var i = 0; i < one.Length; i++) Assert.Equal(Bytes(one[i], role, side), Bytes(other[i], role, side));
        }
    }

    [Fact]
    public void An_edit_is_shown_without_the_game_that_it_carries()
    {
        var game = StateJson.Encode(Playing().Game);
        GameEvent[] edits =
        [
            new PlayTakenBack(7, 9, EditKind.Decision, Side.Home, game), new HistoryCorrected(7, 9, "interference", game),
            new ScoringChanged(7, null!, default, null, "error", game),
        ];

        foreach (var edit in edits)
        {
            var seen = Bytes(edit, Role.Spectator, null);
            Assert.DoesNotContain("game", seen, StringComparison.Ordinal);
            Assert.Contains("7", seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Who_sits_where_and_how_far_the_dice_are_is_everybodys_to_see()
    {
        var state = Playing(
            new SeatTaken(Side.Away, "Ada", 0, new('1', 64), 1), new SeatTaken(Side.Home, null, 1, null, 1),
            new NonceGiven(1, Side.Away, new('2', 64)), new KeyMixed(1, new('0', 64), new('2', 64), Sides.Home),
            new DiceRolled(1, 1, RollPurpose.Matchup, new(1, 2, 3, 4), pitch.Id));

        var live = Views.Of(state, Role.Spectator)!.Live!;

        Assert.Equal(("Ada", (byte)0, new string('1', 64)), (live.Away.Manager, live.Away.Level, live.Away.Tip));
        Assert.Equal((null, (byte)1, true), (live.Home.Manager, live.Home.Level, live.Home.IsTaken));
        Assert.Equal(
            (new string('e', 64), 1, true, 0, 1),
            (live.Dice.S0, live.Dice.Key, live.Dice.IsMixed, live.Dice.Revealed, live.Dice.Rolls));
        Assert.Equal((new string('2', 64), null), (live.Dice.AwayShown, live.Dice.HomeShown));
        Assert.False(Views.Of(Playing([.. Events(state), new KeyRevealed(1, new('f', 64))]), Role.Spectator)!.Live!.Dice.IsMixed);
    }

    [Fact]
    public void A_play_under_way_shows_what_is_revealed_of_it()
    {
        var state = Playing(
            new DecisionsRevealed(
                pitch.Id, new(TakenFrom.Seal, "00"), new(TakenFrom.Computer, Why: "He swings."),
                new() { Infield = Infield.In }, new() { Approach = Approach.Contact }),
            new DiceRolled(1, 1, RollPurpose.Matchup, new(1, 2, 3, 4), pitch.Id));

        var play = Views.Of(state, Role.Spectator)!.Live!.UnderWay!;

        Assert.Equal((pitch.Id, Infield.In, Approach.Contact), (play.Decision, play.Defense.Infield, play.Offense.Approach));
        Assert.Equal([new RollView(1, 1, RollPurpose.Matchup, 1, 2, 3, 4)], play.Rolls);
        Assert.Equal(Views.Of(state, Role.Spectator), Read(Bytes(state, Role.Spectator, null)));
    }

    [Fact]
    public void A_scored_game_has_no_such_part() => Assert.Null(Views.Of(Scenario.Start().State, Role.Spectator)!.Live);

    private static DecisionSealed Sealed(char content) =>
        new DecisionSealed(pitch.Id, WindowKind.Pitch, Side.Home, new(content, 684), new(content, 64));

    private static GameState Playing(params GameEvent[] happened)
    {
        GameEvent[] events =
        [
            new GameCreated(
                "test", new("AWY"), new("HOM"), new(2026, 4, 6), 0, null, GameMode.Played, RuleSet.Mlb2018, S0: new('e', 64)),
            new LineupsExchanged(Scenario.Card('a'), Scenario.Card('h')), new GameStarted(),
            new HalfOpened(1, Half.Top, Side.Away, 1) { Opens = pitch },
            .. happened,
        ];
        return GameRules.Evolve(GameState.New(id), new(
            id, 1, new(Guid.Empty), 0, 0, Author.System, Cause.Command, GameRules.Version, new(events)));
    }

    /// <summary>What made that state after the game had begun, as far as the test above needs it.</summary>
    private static GameEvent[] Events(GameState state) => [state.Ledger.Live!.Dice.Mixed!];

    private static string Bytes(GameState state, Role role, Side? side) =>
        JsonSerializer.Serialize(Views.Of(state, role, side)!, ViewJson.Default.GameView);

    private static string Bytes(GameEvent happened, Role role, Side? side)
    {
        var seen = Views.Of(happened, role, side);
        return Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(seen, WireNames.Of(seen).Json));
    }

    private static GameView? Read(string json) => JsonSerializer.Deserialize(json, ViewJson.Default.GameView);
}
