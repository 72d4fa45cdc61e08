using System.Security.Cryptography;
using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Host.Playing;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary>The parts of the terminal client.</summary>
public sealed class PlayingTests : IDisposable
{
    private static readonly GameId game = new(new Guid("00000000-0000-7000-8000-000000000003"));

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_nonce_hashes_to_the_one_before_it_and_the_first_to_the_tip()
    {
        var nonces = Nonces.Of(folder.Path, game, Side.Home);
        var shown = nonces.Tip;
        for (var key = 1; key <= 40; key++)
        {
            var next = nonces.After(shown)!;
            Assert.Equal(shown, Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(next))));
            shown = next;
        }

        Assert.Equal(nonces.Tip, Nonces.Of(folder.Path, game, Side.Home).Tip);
        Assert.Equal(nonces.After(shown), Nonces.Of(folder.Path, game, Side.Home).After(shown));
        Assert.NotEqual(nonces.Tip, Nonces.Of(folder.Path, game, Side.Away).Tip);
        Assert.Null(nonces.After(null));
        Assert.Null(nonces.After(new string('0', 64)));
    }

    [Fact]
    public void A_spoilt_file_of_nonces_is_replaced()
    {
        var before = Nonces.Of(folder.Path, game, Side.Home).Tip;
        File.WriteAllText(Assert.Single(Directory.GetFiles(folder.Path)), "spoilt");

        var after = Nonces.Of(folder.Path, game, Side.Home).Tip;

        Assert.NotEqual(before, after);
        Assert.Equal(after, Nonces.Of(folder.Path, game, Side.Home).Tip);
    }

    [Fact]
    public void Programs_that_begin_at_once_have_one_chain()
    {
        var tips = new string[8];
        Parallel.For(0, tips.Length, i => tips[i] = Nonces.Of(folder["nonces"], game, Side.Home).Tip);

        Assert.Single(tips.Distinct());
        Assert.Single(Directory.GetFiles(folder["nonces"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = folder.Write("taken", "");

        var closed = Assert.Throws<HouseClosedException>(() => Nonces.Of(file, game, Side.Home));

        Assert.Contains(file, closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_half_no_half_is_named()
    {
        var play = new ToldPlay(1, "game-created", 0, Half.Top, "A at B.", 0, 0, 0);

        Assert.Equal("     0-0  0 out", Words.Standing(play));
        Assert.Equal("B9   0-0  0 out", Words.Standing(play with { Inning = 9, Half = Half.Bottom }));
    }

    [Fact]
    public void A_menu_offers_what_the_situation_allows_and_no_more()
    {
        var empty = Menu.Of(Seen(), Pitch, Side.Home)!;
        var full = Menu.Of(Seen(first: true, third: true), Pitch, Side.Home)!;
        var atBat = Menu.Of(Seen(first: true), Pitch, Side.Away)!;

        Assert.Equal("aiow", Keys(empty));
        Assert.Equal("aio13wpt", Keys(full));
        Assert.Equal("asrbx", Keys(atBat));
        Assert.False(empty.Press('t'));
        Assert.False(empty.Press('?'));
        // Throwing over goes to first and third, where somebody stands, and back to nobody.
        var throws = new List<Base>();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(full.Press('t'));
            throws.Add(full.Decision.Defense!.Pickoff);
        }

        Assert.Equal([Base.First, Base.Third, Base.Batter], throws);
    }

    [Fact]
    public void Whatever_keys_are_pressed_the_decision_is_allowed()
    {
        var luck = new Random(20261123);
        for (var i = 0; i < 300; i++)
        {
            var view = Seen(luck.Next(2) == 0, luck.Next(2) == 0, luck.Next(2) == 0, (byte)luck.Next(3));
            foreach (var side in (Side[])[Side.Away, Side.Home])
            {
                var menu = Menu.Of(view, Pitch, side)!;
                for (var key = 0; key < 12; key++) menu.Press("aio123wptsdhrbcx"[luck.Next(16)]);
                Assert.True(menu.Decision is { Defense: { } defense }
                    ? Situation.Allows(view, defense)
                    : Situation.Allows(view, menu.Decision.Offense!));
            }
        }
    }

    [Fact]
    public async Task A_scripted_manager_asks_for_nothing_impossible_and_does_the_same_from_the_same_seed()
    {
        var ordered = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var view = Seen(seed % 2 == 0, seed % 3 == 0, seed % 5 == 0, (byte)(seed % 3));
            foreach (var side in (Side[])[Side.Away, Side.Home])
            {
                var decided = await Decided(seed);
                Assert.Equal(decided, await Decided(seed));
                Assert.True(decided is { Defense: { } defense }
                    ? Situation.Allows(view, defense)
                    : Situation.Allows(view, decided.Offense!));

                // Before that he may have left orders for when he does not answer, or changed a man.
                async Task<SealDecision> Decided(int from)
                {
                    var manager = new ScriptedManager(from);
                    while (true)
                    {
                        var command = await manager.Decide(view, side, default);
                        if (command is SealDecision sealing) return sealing;
                        Assert.True(command is SealStandingOrders or Substitute, $"{command}");
                        if (command is SealStandingOrders) ordered++;
                    }
                }
            }
        }

        Assert.NotEqual(0, ordered);
    }

    [Fact]
    public void Who_hit_for_somebody_takes_the_place_that_is_open()
    {
        var view = Seen();
        var men = view.Home.Lineup.AsSpan().ToArray();
        men[4] = men[4] with { Position = Position.PinchHitter };
        var missing = view with { Home = view.Home with { Lineup = new(men) } };

        Assert.Empty(Situation.Gaps(view, Side.Home));
        var change = Assert.Single(Situation.Gaps(missing, Side.Home));
        Assert.Equal((Side.Home, (byte)5, men[4].Player, (Position)5), (change.Side, change.Slot, change.Player, change.Position));
        // He cannot pitch: somebody from the bullpen does.
        men = view.Home.Lineup.AsSpan().ToArray();
        men[0] = men[0] with { Position = Position.PinchRunner };
        var pitcher = Assert.Single(Situation.Gaps(view with { Home = view.Home with { Lineup = new(men) } }, Side.Home));
        Assert.Equal(("pen", Position.Pitcher), (pitcher.Player.Value, pitcher.Position));
    }

    [Fact]
    public async Task Lines_of_text_are_keys_and_an_empty_one_is_Enter()
    {
        var keys = new LineKeys(new StringReader("bi\n\nq\n"));
        var pressed = "";
        for (var i = 0; i < 4; i++) pressed += await keys.Next(TimeSpan.FromSeconds(30), default);

        Assert.Equal("bi\nq", pressed);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await keys.Next(TimeSpan.FromSeconds(30), default));
    }

    [Fact]
    public async Task Whoever_waits_for_a_key_is_told_when_the_game_moves_on()
    {
        using var reader = new StreamReader(new NeverEnding());
        using var moved = new CancellationTokenSource();
        var keys = new LineKeys(reader);

        var waiting = keys.Next(TimeSpan.FromMinutes(5), moved.Token).AsTask();
        await moved.CancelAsync();

        Assert.Null(await waiting);
        Assert.Null(await keys.Next(TimeSpan.FromMilliseconds(20), default));
    }

    [Theory]
    [InlineData("e1978\n\nK\n\n", "1978", false, Hand.Unknown, PlayCode.Strikeout, false)]
    [InlineData("eblue box L *\n\n!HR/F78.3-H\n\n", "blue box", true, Hand.Left, PlayCode.HomeRun, true)]
    public async Task A_card_is_read_in_a_scorers_shorthand(
        string typed, string edition, bool isWhole, Hand against, PlayCode code, bool overrules)
    {
        var read = Assert.IsType<ReadOutcome>(await Typed(typed));

        Assert.Equal((7, new CardCell(edition, new("Away1"), isWhole, against), code, overrules),
            (read.Roll, read.Cell, read.Reading.Code, read.Overrules));
    }

    [Fact]
    public async Task A_card_asks_for_further_dice_by_a_word() =>
        Assert.Equal(new RollForCard("range"), await Typed("drange\n\n"));

    [Theory]
    [InlineData("y")]
    [InlineData("n")]
    [InlineData("dS7/L\n\n")]
    public async Task A_reading_is_confirmed_or_disputed_with_or_without_another_one(string typed)
    {
        var shown = new StringWriter();
        var read = new ReadingView(7, Side.Home, new("1978", new("Home1")), new([new(PlayCode.Strikeout)], []), Overrules: true);

        var said = await At(Typing(typed, shown), WindowKind.Confirmation, read);

        if (typed == "y") Assert.Equal(new ConfirmOutcome(7), said);
        else if (typed == "n") Assert.Equal(new DisputeOutcome(7), said);
        else Assert.Equal((7, PlayCode.Single), said is DisputeOutcome no ? (no.Roll, no.Reading!.Code) : default);
        Assert.Contains("Read off the card: K ", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("needs your word", shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_again_is_told_what_the_other_side_reads()
    {
        var shown = new StringWriter();

        await At(Typing("drange\n\n", shown), WindowKind.Reading, null, new([new(PlayCode.Walk)], []));

        Assert.Contains("Disputed: W\n", shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_for_later_are_added_to_one_another_shown_and_taken_back()
    {
        var shown = new StringWriter();
        // At bat: the next approach; then, in the field, a pitchout; then nothing any more; and good-bye.
        var person = Typing("albplblaqy", shown);
        var view = Seen(first: true);
        var handedIn = With(view, Side.Away, orders: true);

        var atBat = Assert.IsType<SealStandingOrders>(await person.Decide(view, Side.Away, default)).Orders;
        var inField = handedIn with { Batting = Side.Home, Live = handedIn.Live! with { Window = Another } };
        var both = Assert.IsType<SealStandingOrders>(await person.Decide(inField, Side.Away, default)).Orders;
        var none = Assert.IsType<SealStandingOrders>(await person.Decide(handedIn, Side.Away, default)).Orders;
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await person.Decide(handedIn, Side.Away, default));

        Assert.Equal(new(Offense: OffensiveDecision.Normal with { Approach = atBat.Offense!.Approach }), atBat);
        Assert.NotEqual(OffensiveDecision.Normal.Approach, atBat.Offense.Approach);
        Assert.Equal(atBat with { Defense = DefensiveDecision.Normal with { Pitchout = true } }, both);
        Assert.Equal(new(), none);
        var lines = shown.ToString().Split('\n').Where(static line => line.StartsWith("l standing", StringComparison.Ordinal));
        Assert.Equal(
            ["l standing orders: none", "l standing orders: at bat", "l standing orders: the field, at bat", "l standing orders: none"],
            lines.Aggregate(new List<string>(), static (told, line) => told.LastOrDefault() == line ? told : [.. told, line]));
    }

    [Fact]
    public async Task Orders_that_were_refused_do_not_stand_and_those_of_another_day_are_not_known()
    {
        var shown = new StringWriter();
        var person = Typing("lblbqy", shown);
        var view = With(Seen(), Side.Home, orders: true);

        var refused = Assert.IsType<SealStandingOrders>(await person.Decide(view, Side.Home, default));
        person.Hear(view, Side.Home, refused, Refusal.Illegal("orders", "too-late", "No."));
        shown.GetStringBuilder().Clear();
        await person.Decide(view, Side.Home, default);

        Assert.Contains("Refused (too-late): No.", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("l standing orders: handed in before; new ones replace them", shown.ToString(), StringComparison.Ordinal);
    }

    private static WindowView Another => Pitch with { Id = new("00000000-0000-8000-8000-000000000001") };

    private static PersonAtTheKeys Typing(string typed, TextWriter shown) =>
        new(new PlainScreen(shown), new LineKeys(new StringReader(typed)), [], _ => Task.FromResult(""), _ => Task.FromResult(lying));

    private static readonly LyingDice lying = new(7, new(2, 3, 4, 5), "matchup --- 0", "2-7", "S/L", "matchup --- 0 (a chart)\n  7 S/L\n");

    private static GameView With(GameView view, Side side, bool orders)
    {
        var live = view.Live!;
        var seat = live.Of(side) with { StandingOrders = orders };
        return view with { Live = side == Side.Away ? live with { Away = seat } : live with { Home = seat } };
    }

    private static async Task<GameCommand?> At(PersonAtTheKeys person, WindowKind kind, ReadingView? read, ScoredPlay? objection = null)
    {
        var view = Seen(third: true);
        var play = new PlayUnderWayView(
            Guid.Empty, new(), new(), [new(7, 1, RollPurpose.Matchup, 2, 3, 4, 5)], default, read, objection is not null, objection);
        var window = Pitch with { Kind = kind, Asked = Sides.Away };
        return await person.Decide(view with { Live = view.Live! with { Window = window, UnderWay = play } }, Side.Away, default);
    }

    /// <summary>What somebody says who is asked to read his batter's card, and types that.</summary>
    private static async Task<GameCommand?> Typed(string typed)
    {
        var view = Seen(third: true);
        var reading = Pitch with { Kind = WindowKind.Reading, Asked = Sides.Away };
        var play = new PlayUnderWayView(
            Guid.Empty, new(), new(), [new(7, 1, RollPurpose.Matchup, 2, 3, 4, 5), new(8, 1, RollPurpose.Card, 6, 1, 1, 1, "arm")], default,
            null, false);
        var person = new PersonAtTheKeys(
            new PlainScreen(TextWriter.Null), new LineKeys(new StringReader(typed)), [], _ => Task.FromResult(""),
            _ => Task.FromResult(lying));
        return await person.Decide(view with { Live = view.Live! with { Window = reading, UnderWay = play } }, Side.Away, default);
    }

    /// <summary>Whoever reads the charts himself looks at the chart, and says what stands in his row.</summary>
    [Fact]
    public async Task A_row_is_read_off_the_chart_that_is_shown()
    {
        var view = Seen(third: true);
        view = view with { Rules = view.Rules with { Dice = DiceMode.Chart } };
        var play = new PlayUnderWayView(Guid.Empty, new(), new(), [new(7, 1, RollPurpose.Matchup, 2, 3, 4, 5)], default, null, false);
        var window = Pitch with { Kind = WindowKind.Reading, Asked = Sides.Away };
        view = view with { Live = view.Live! with { Window = window, UnderWay = play } };
        var shown = new StringWriter();

        Assert.Equal(new ReadRow(7, "S/L"), await Typing("deS/L\n\n", shown).Decide(view, Side.Away, default));
        Assert.Contains("The dice lie, and the row is yours", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("  7 S/L", shown.ToString(), StringComparison.Ordinal);
        var script = new ScriptedManager(1, _ => Task.FromResult(lying));
        Assert.Equal(new ReadRow(7, "S/L"), await script.Decide(view, Side.Away, default));
    }

    [Fact]
    public void The_two_clubs_of_the_program_may_play_each_other()
    {
        Assert.NotEqual(Clubs.Away.Team, Clubs.Home.Team);
        foreach (var club in (Club[])[Clubs.Away, Clubs.Home])
        {
            Assert.Equal(10, club.Card.Places.Count);
            Assert.NotEmpty(club.Card.Bench);
            Assert.NotEmpty(club.Card.Bullpen);
        }
    }

    private static WindowView Pitch => new(Guid.Empty, WindowKind.Pitch, Sides.Both, Sides.None, 0, null, Turn.Offense, null);

    private static string Keys(Menu menu) => string.Concat(menu.Choices.Select(static choice => choice.Key));

    private static GameView Seen(bool first = false, bool second = false, bool third = false, byte outs = 0)
    {
        var away = Club(Side.Away);
        var home = Club(Side.Home);
        var seat = new SeatView("somebody", 0, null, null, 0, false, false, 0, 0, null);
        return new(
            game, 10, "test", new(2026, 4, 6), 0, null, GameMode.Played, null, RuleSet.Mlb2018, GameStatus.InProgress, 3,
            Half.Top, Side.Away, outs, default, 7, false, away.Lineup[0], home.Lineup[0],
            new(On(first, 6), On(second, 7), On(third, 8)), away, home, null, null, 9,
            new(Pitch, seat, seat, new(null, 0, 1, true, 0, 0, null, null), null, null, 0, null, [], false, null));

        RunnerView? On(bool isTaken, int man) =>
            isTaken ? new(away.Lineup[man].Entry, away.Lineup[man].Player, "Some Body", home.Lineup[0].Entry, false) : null;
    }

    private static SideView Club(Side side)
    {
        var men = Enumerable.Range(1, 9).Select(slot => new PersonView(
            new(side, (byte)slot, 0), new($"{side}{slot}"), $"Man {slot}", (Position)slot)).ToArray();
        return new(new(side.ToString()), [], 0, 0, 0, 0, 1, new(men), new([new(new("ben"), "Ben Ch")], [new(new("pen"), "Bull Pen")]));
    }

    /// <summary>A terminal at which nobody types.</summary>
    private sealed class NeverEnding : MemoryStream
    {
        private readonly ManualResetEventSlim never = new();

        public override int Read(Span<byte> buffer)
        {
            never.Wait();
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
