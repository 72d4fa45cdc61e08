using AkkaGame.Baseball.Tests.Cards;
using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

/// <summary>
/// What a manager may not send: it is refused by field and rule, not a byte of the game is another one afterwards, and the game goes on as
/// it does where nobody tried. The chapters test each rule on its own; what comes over the wire is <c>docs/bad-inputs.csv</c>.
/// </summary>
public class BadDecisionsTests
{
    private static readonly LineupCard card = LiveScenario.Card('a');

    /// <summary>The game as it stands, what is sent, and the field, rule and code of its refusal.</summary>
    private sealed record Bad(
        Func<LiveScenario> Game, Func<LiveScenario, (Author By, GameCommand Command)> Sent, string? Field, string Rule,
        RefusalCode Code = RefusalCode.Illegal);

    private static readonly Dictionary<string, Bad> all = new()
    {
        ["wrong phase: a decision before the start"] = new(
            Seated, By(Home, Defense()), "dec", "open-window", RefusalCode.StaleDecision),
        ["wrong phase: a decision while the key is made"] = new(
            static () => LiveScenario.Start(tips: true), By(Home, Defense()), "command", "window"),
        ["wrong phase: a nonce before a pitch"] = new(Pitch, By(Home, new GiveNonce(2, new('1', 64))), "command", "window"),
        ["wrong phase: a decision for the pitch while the ball is in play"] = new(
            RevealTests.Asked, static so => By(so.Game.Batting, Offense())(so), "advance", "missing"),
        ["wrong phase: a word about a runner before the pitch"] = new(
            Pitch, By(Away, new SealDecision(Advance: new())), "offense", "missing"),
        ["wrong phase: a new man while the ball is in play"] = new(
            RevealTests.Asked, static so => By(so.Game.Batting, Sends("ab1", so.Game.Up(so.Game.Batting)))(so), "command", "window"),
        ["wrong phase: a turn passed while the ball is in play"] = new(
            RevealTests.Asked, static so => By(so.Game.Batting, new PassTurn())(so), "command", "window"),
        ["wrong phase: a lineup after the start"] = new(Pitch, By(Away, new SealLineup(card)), "command", "started"),
        ["wrong phase: a decision while the game rests"] = new(
            static () => Pitch().Do(LiveScenario.Commissioner, new DelayGame("rain")), By(Home, Defense()),
            "dec", "open-window", RefusalCode.StaleDecision),
        ["wrong phase: a decision after the end"] = new(
            static () => Pitch().Do(Home, new ConcedeGame("enough")), By(Home, Defense()),
            "dec", "open-window", RefusalCode.StaleDecision),
        ["wrong phase: standing orders after the end"] = new(
            static () => Pitch().Do(Home, new ConcedeGame("enough")), By(Home, new SealStandingOrders(new())),
            null, "game-over", RefusalCode.GameOver),

        ["other side: the offense by the side in the field"] = new(Pitch, By(Home, Offense()), "defense", "missing"),
        ["other side: the defense beside the offense"] = new(
            Pitch, By(Away, new SealDecision(new(), new())), "defense", "not-asked"),
        ["other side: a decision for the other one's seat"] = new(
            Pitch, By(new Author("away", Role.Manager, Home), Defense()), "by", "own-seat", RefusalCode.Forbidden),
        ["other side: a decision by who watches"] = new(
            Pitch, By(new Author("sue", Role.Spectator), Defense()), "by", "managers-only", RefusalCode.Forbidden),
        ["other side: the other one's turn passed"] = new(Pitch, By(Home, new PassTurn()), "by", "turn", RefusalCode.NotYourDecision),
        ["other side: the other one's man changed"] = new(
            Pitch, By(Away, LiveScenario.Batch(Home, 1, "hb1", Position.CenterField)),
            "announcements[0].side", "own-side", RefusalCode.NotYourDecision),
        ["other side: a man of the other one's card"] = new(Pitch, By(Away, Sends("hb1")), "announcements[0].player", "not-on-card"),
        ["other side: the other one's nonce"] = new(
            static () => LiveScenario.Start(tips: true), static so => By(Home, new GiveNonce(1, so.Chain(Away).Nonce(1)))(so),
            "nonce", "chain"),

        ["empty base: a man held who is not there"] = new(
            Pitch, By(Home, Defense(new() { Hold = new(First: Hold.Hold) })), "defense.hold.first", "empty-base"),
        ["empty base: a throw to it"] = new(
            Pitch, By(Home, Defense(new() { Pickoff = Base.Second })), "defense.pickoff", "empty-base"),
        ["empty base: a pitchout"] = new(Pitch, By(Home, Defense(new() { Pitchout = true })), "defense.pitchout", "no-runner"),
        ["empty base: a steal from it"] = new(
            Pitch, By(Away, Offense(new() { Steal = new(Second: Steal.Straight) })), "offense.steal.second", "no-runner"),
        ["empty base: a squeeze"] = new(
            Pitch, By(Away, Offense(new() { Bunt = Bunt.Squeeze })), "offense.bunt", "nobody-on-third"),
        ["empty base: a hit and run"] = new(Pitch, By(Away, Offense(new() { HitAndRun = true })), "offense.hitAndRun", "no-runner"),
        ["empty base: a pinch runner"] = new(
            Pitch, By(Away, LiveScenario.Batch(Away, 3, "ab1", Position.PinchRunner)), "announcements[0].slot", "not-on-base"),

        ["twice: a nonce"] = new(
            static () => LiveScenario.Start(tips: true).Nonce(Home),
            static so => By(Home, new GiveNonce(1, so.Chain(Home).Nonce(1)))(so), "nonce", "twice"),
        ["twice: a pinch hitter for two men"] = new(
            static () => Pitch().Do(Away, Sends("ab1")).Play(static so => so.Game.Up(Away) == 2), By(Away, Sends("ab1", 2)),
            "announcements[0].player", "two-slots"),
        ["twice: a turn passed"] = new(
            static () => Pitch().Do(Away, new PassTurn()), By(Away, new PassTurn()), "by", "turn", RefusalCode.NotYourDecision),
        ["twice: a lineup after both were shown"] = new(
            static () => Seated().Do(Away, new SealLineup(card)).Do(Home, new SealLineup(LiveScenario.Card('h'))),
            By(Away, new SealLineup(card)), "command", "exchanged"),
        ["twice: a roll read"] = new(
            static () => CardTable.Start().Rolls().Read("S8"),
            static so => By(so.Asked().Other(), new ReadOutcome(so.Matchup().Number, so.Cell(), CardTable.Play("S8")))(so),
            "command", "window"),

        ["after the deadline: a decision"] = new(Late, By(Away, Offense()), "command", "deadline"),
        ["after the deadline: a turn passed"] = new(Late, By(Away, new PassTurn()), "command", "deadline"),
        ["after the deadline: a new man"] = new(Late, By(Away, Sends("ab1")), "command", "deadline"),
        ["after the deadline: a decision where the other side's time still runs"] = new(
            static () => LiveScenario.Start(LiveScenario.Clocked).Fire(), By(Away, Offense()),
            "by", "not-asked", RefusalCode.NotYourDecision),
        ["after the deadline: a nonce"] = new(
            static () => Later(LiveScenario.Start(LiveScenario.Clocked, tips: true)),
            static so => By(Home, new GiveNonce(1, so.Chain(Home).Nonce(1)))(so), "command", "deadline"),

        ["a man who was used: a pinch hitter who was taken out again"] = new(
            static () => Pitch().Do(Away, Sends("ab1")).Do(Away, Sends("ab2")), By(Away, Sends("ab1")),
            "announcements[0].player", "re-entry"),
        ["a man who was used: the man he batted for"] = new(
            static () => Pitch().Do(Away, Sends("ab1")), By(Away, Sends("a1")), "announcements[0].player", "re-entry"),
        ["a man who was used: one who was ejected"] = new(
            static () => Pitch().Do(LiveScenario.Commissioner, new EjectPlayer("ab1", "B", "umpire1", "words")),
            By(Away, Sends("ab1")), "announcements[0].player", "gone"),

        ["a lineup: a player twice in the order"] = new(
            Seated, By(Away, new SealLineup(card with { Places = card.Places.With(8, card.Places[8] with { Player = new("a1") }) })),
            "card.places[8].player", "player-twice"),
        ["a lineup: a player in the order and on the bench"] = new(
            Seated, By(Away, new SealLineup(card with { Bench = [new(new("a1"), "a1")] })), "card.bench[0].player", "player-twice"),
        ["a lineup: no catcher, and nine in the order"] = new(
            Seated, By(Away, new SealLineup(Catching(LiveScenario.Card('a', dh: false), Position.DesignatedHitter))),
            "card.places", "nine-fielders"),
        ["a lineup: a second shortstop instead of a catcher"] = new(
            Seated, By(Away, new SealLineup(Catching(card, Position.Shortstop))), "card.places[7].position", "position-twice"),
        ["a lineup: eight men"] = new(
            Seated, By(Away, new SealLineup(card with { Places = new([.. card.Places.Where(static place => place.Slot != 8)]) })),
            "card.places", "nine-batters"),
        ["a lineup: a change that leaves nobody to catch"] = new(
            static () => LiveScenario.Start().Pitch().Do(Away, new PassTurn()),
            By(Home, LiveScenario.Batch(Home, 8, "hb1", Position.LeftField)), "announcements", "nine-fielders"),

        ["an outcome that was not rolled: a play of one's own"] = new(
            Pitch, By(LiveScenario.Commissioner, new RecordPlay(1, Half.Top, new("a1"), Count.Unknown, null, CardTable.Play("HR/F"))),
            "command", "scored-games-only"),
        ["an outcome that was not rolled: read off a card where charts are the law"] = new(
            Pitch, By(Away, new ReadOutcome(1, new("1978", new("a1")), CardTable.Play("HR/F"))), "command", "cards-only"),
        ["an outcome that was not rolled: read before the dice have fallen"] = new(
            static () => CardTable.Start(), By(Away, new ReadOutcome(1, new("1978", new("a1")), CardTable.Play("HR/F"))),
            "command", "window"),
        ["an outcome that was not rolled: read off the card that the d6 did not choose"] = new(
            static () => CardTable.Start().Rolls(), static so => By(so.Asked(), so.Reading("HR/F") with
            {
                Cell = so.Cell() with { Card = so.IsBattersCard() ? so.Game.Pitcher!.Value.Player : so.Game.Batter!.Value.Player },
            })(so), "cell.card", "wrong-card"),
        ["an outcome that was not rolled: of another roll"] = new(
            static () => CardTable.Start().Plays("S8").Rolls(),
            static so => By(so.Asked(), so.Reading("HR/F.1-H") with { Roll = so.Matchup().Number - 1 })(so),
            "roll", "newest-roll", RefusalCode.StaleDecision),
        ["an outcome that was not rolled: a double play with nobody on"] = new(
            static () => CardTable.Start().Rolls(), static so => By(so.Asked(), so.Reading("64(1)3/GDP"))(so),
            "reading.advances", "double-play"),
    };

    public static TheoryData<string> Cases => [.. all.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_refused_by_field_and_rule_and_nothing_has_changed(string what)
    {
        var bad = all[what];
        var (game, twin) = (bad.Game(), bad.Game());
        var (by, command) = bad.Sent(game);
        var (bytes, opened, now) = (StateJson.Write(game.State), game.Opened, game.Now);

        var refused = game.Refused(by, command);
        Assert.Equal((bad.Code, bad.Field, bad.Rule), (refused.Code, refused.Field, refused.Rule));
        // Who asks again hears the same.
        Assert.Equal(refused, game.Refused(by, command));

        Assert.Equal(bytes, StateJson.Write(game.State));
        Assert.Equal((opened, now), (game.Opened, game.Now));
        // The twin has used up as many command ids, and heard nothing.
        twin.Envelope(by, command);
        twin.Envelope(by, command);
        // Where nothing is asked nothing can follow: the game has not begun, rests, or is over.
        Assert.Equal(twin.Window, game.Window);
        if (game.Window is null) return;
        Assert.Equal(GoesOn(twin).Last.Events, GoesOn(game).Last.Events);
        Assert.Equal(twin.State, game.State);
    }

    /// <summary>What is due comes: whoever is asked answers as usual, or his time is over.</summary>
    private static LiveScenario GoesOn(LiveScenario game) => game.Window!.Kind switch
    {
        _ when game.Window.Due <= game.Now => game.Fire(),
        WindowKind.Reading => game.Read("K"),
        WindowKind.Confirmation => game.Confirm(),
        _ => game.Step(),
    };

    /// <summary>Each of the eight that a manager is most likely to try, in more than one form.</summary>
    [Fact]
    public void Every_kind_is_tried() => Assert.All(
        (string[])
        [
            "wrong phase", "other side", "empty base", "twice", "after the deadline", "a man who was used", "a lineup",
            "an outcome that was not rolled",
        ],
        static kind => Assert.True(all.Keys.Count(what => what.StartsWith($"{kind}: ", StringComparison.Ordinal)) >= 3, kind));

    private static LiveScenario Seated() => LiveScenario.Created().Seated(Away).Seated(Home);

    /// <summary>The first pitch is being decided, with nobody on.</summary>
    private static LiveScenario Pitch() => LiveScenario.Start();

    private static LiveScenario Late() => Later(LiveScenario.Start(LiveScenario.Clocked));

    /// <summary>The deadline has passed, and its timer has not fired yet.</summary>
    private static LiveScenario Later(LiveScenario game)
    {
        game.Now = game.Window!.Due!.Value;
        return game;
    }

    private static Func<LiveScenario, (Author, GameCommand)> By(Side side, GameCommand command) => By(LiveScenario.Manager(side), command);

    private static Func<LiveScenario, (Author, GameCommand)> By(Author by, GameCommand command) => _ => (by, command);

    private static SealDecision Defense(DefensiveDecision? decision = null) => new(Defense: decision ?? new());

    private static SealDecision Offense(OffensiveDecision? decision = null) => new(Offense: decision ?? new());

    private static Substitute Sends(string player, byte slot = 1, Position position = Position.PinchHitter) =>
        LiveScenario.Batch(Away, slot, player, position);

    /// <summary>The catcher plays elsewhere, and nobody in his place.</summary>
    private static LineupCard Catching(LineupCard card, Position elsewhere) => card with
    {
        Places = new([.. card.Places.Select(place => place.Position == Position.Catcher ? place with { Position = elsewhere } : place)]),
    };
}
