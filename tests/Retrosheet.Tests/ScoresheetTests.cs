using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>Which command a record becomes, and when it is sent.</summary>
public class ScoresheetTests
{
    [Fact]
    public void A_game_is_created_its_cards_exchanged_and_started_before_its_first_play()
    {
        var game = Read(Sheet.Game);
        Assert.Equal(
            [typeof(CreateGame), typeof(ExchangeLineups), typeof(StartGame), typeof(RecordPlay)],
            game.Commands.Select(c => c.Command.GetType()));
        var create = First<CreateGame>(game);
        Assert.Equal((new TeamId("VIS"), new TeamId("HOM")), (create.Away, create.Home));
        Assert.Equal((new DateOnly(2018, 5, 1), (byte)0, "HOM01"), (create.Date, create.Number, create.Site));
        Assert.Equal((GameMode.Scored, "HOM201805010"), (create.Mode, create.Retrosheet));
        Assert.Equal([new GameFact("usedh", "false")], (IEnumerable<GameFact>)create.Facts);
    }

    [Theory]
    [InlineData("1982/05/01", "", "mlb1982")]
    [InlineData("2017/05/01", "", "mlb1982")]
    [InlineData("2018/05/01", "", "mlb2018")]
    [InlineData("2020/05/01", "", "mlb2020")]
    [InlineData("2022/05/01", "", "mlb2022")]
    [InlineData("2030/05/01", "", "mlb2023")]
    public void The_year_chooses_the_rules(string date, string more, string preset) =>
        Assert.Equal(preset, Rules($"info,date,{date}\n{more}").Name);

    [Fact]
    public void The_header_changes_the_rules()
    {
        var plain = Rules("");
        Assert.Equal((9, Side.Away, DhRule.None), (plain.ScheduledInnings, plain.BattingFirst, plain.Dh));
        Assert.Equal((ReentryRule.None, default(AutoRunner)), (plain.Reentry, plain.AutoRunner));
        Assert.Equal(7, Rules("info,innings,7\n").ScheduledInnings);
        Assert.Equal(Side.Home, Rules("info,htbf,true\n").BattingFirst);
        Assert.Equal(DhRule.PerSide, Rules("info,usedh,true\n").Dh);
        Assert.Equal(DhRule.PerSide, Rules("start,v0,\"Man\",0,0,1\n").Dh);
        Assert.Equal(new AutoRunner(8, Base.Second), Rules("info,innings,7\ninfo,tiebreaker,2\n").AutoRunner);
        Assert.Equal(ReentryRule.AllStar, Rules("info,hometeam,NLS\n").Reentry);
        Assert.Equal(ReentryRule.AllStar, Rules("info,gametype,allstar\n").Reentry);
    }

    [Fact]
    public void A_placed_runner_shows_that_there_was_a_tiebreaker() =>
        Assert.Equal(new AutoRunner(10, Base.Second), First<CreateGame>(Read(Played("radj,v9,2\n" + Sheet.Play))).Rules.AutoRunner);

    [Fact]
    public void The_home_club_bats_in_the_top_half_where_it_bats_first()
    {
        var game = Read(Sheet.Id + Sheet.Info + "info,htbf,true\n" + Sheet.Starts + "play,1,1,h1,00,,K\n" + Sheet.Totals);
        Assert.Equal(Half.Top, First<RecordPlay>(game).Half);
    }

    [Fact]
    public void Everything_from_the_first_NP_to_the_next_play_is_one_batch()
    {
        var game = Read(Played(
            "play,1,0,v1,21,,NP\nsub,h10,\"Ten\",1,9,1\ncom,\"ej,h9,P,umpir901,Balls, strikes\"\n"
            + "play,1,0,v1,21,,NP/COUR\nsub,v10,\"Vic\",0,9,12\n" + Sheet.Play));
        Assert.Equal([typeof(EjectPlayer), typeof(Substitute), typeof(RecordPlay)], game.Commands.Skip(3).Select(c => c.Command.GetType()));
        Assert.Equal(
            [
                new(Side.Home, 9, new("h10"), "Ten", Position.Pitcher, new(2, 1)),
                new(Side.Away, 9, new("v10"), "Vic", Position.PinchRunner, new(2, 1), Courtesy: true),
            ],
            (IEnumerable<Announcement>)First<Substitute>(game).Announcements);
        Assert.Equal("Balls, strikes", First<EjectPlayer>(game).Reason);
        Assert.Equal((27, 27), (game.Commands[4].Line, game.Commands[4].Record));
    }

    [Fact]
    public void Adjustments_belong_to_the_next_play()
    {
        var game = Read(Played(
            "badj,v1,L\npadj,h9,L\nladj,0,3\nradj,v9,2\npresadj,h9,2\nplay,1,0,v1,00,,NP\n" + Sheet.Play + Sheet.Play));
        var plays = game.Commands.Select(c => c.Command).OfType<RecordPlay>().ToList();
        Assert.Equal(new(Side.Away, 3), plays[0].BattingSlot);
        Assert.Equal([new(new("v1"), Hand.Left)], (IEnumerable<PlayerHand>)plays[0].BatsNow);
        Assert.Equal([new(new("h9"), Hand.Left)], (IEnumerable<PlayerHand>)plays[0].ThrowsNow);
        Assert.Equal([new(new("h9"), Base.Second)], (IEnumerable<RechargedRunner>)plays[0].Recharged);
        Assert.Equal(new(new("v9"), Base.Second), plays[0].Placed);
        Assert.Equal((null, 0, 0, null), (plays[1].BattingSlot, plays[1].BatsNow.Count, plays[1].Recharged.Count, plays[1].Placed));
    }

    [Theory]
    [InlineData("radj,v9,2\nplay,1,0,v1,00,,NP\nsub,v10,\"Vic\",0,9,12\n")]
    [InlineData("play,1,0,v1,00,,NP\nsub,h10,\"Ten\",1,9,1\nradj,v9,2\nplay,1,0,v1,00,,NP\nsub,v10,\"Vic\",0,9,12\n")]
    public void A_runner_is_placed_before_the_batch_in_which_a_man_runs_for_him(string records)
    {
        var game = Read(Played(records + Sheet.Play));
        Assert.Equal(new(new("v9"), Base.Second), First<Substitute>(game).Placed);
        Assert.Null(First<RecordPlay>(game).Placed);
    }

    [Fact]
    public void Comments_that_a_program_can_read_are_commands_and_the_others_are_not_kept()
    {
        var game = Read(Played(
            "com,\"$ej,not,this\"\ncom,\"suspended for four games\"\ncom,\"replay, they say\"\n"
            + "com,\"umpchange,3,ump1b,umpir901\"\ncom,\"Protest=V\"\n"
            + "com,\"replay,3,v1,VIS,umpir901,HOM01,O,N,I,,H\"\ncom,\"suspended,20180618,VIS01,rain, at last\"\n" + Sheet.Play));
        var commands = game.Commands.Skip(3).Select(c => c.Command).ToList();
        Assert.Equal(new NoteFacts([new("umpchange", "3,ump1b,umpir901")]), commands[0]);
        Assert.Equal(new NoteFacts([new("protest", "V")]), commands[1]);
        Assert.Equal(new ReviewPlay(["3", "v1", "VIS", "umpir901", "HOM01", "O", "N", "I", "", "H"]), commands[2]);
        Assert.Equal(new SuspendGame("rain, at last"), commands[3]);
        Assert.Equal(new ResumeGame(new DateOnly(2018, 6, 18), "VIS01"), commands[4]);
        Assert.Equal(6, commands.Count);
    }

    [Fact]
    public void What_is_known_only_afterwards_is_said_afterwards()
    {
        const string facts = "info,temp,61\ninfo,attendance,100\ninfo,wp,v9\ninfo,lp,h9\ninfo,save,\n";
        var game = Read(Sheet.Id + Sheet.Info + facts + Sheet.Starts + Sheet.Play + Sheet.Totals);
        Assert.Equal(
            [
                new NamePitchersOfRecord(new("v9"), new("h9"), null), new NoteFacts([new("attendance", "100")]),
                new NoteOfficialTotals([new(new("h9"), 0), new(new("v9"), 1)]),
            ],
            game.Afterwards.Select(c => c.Command));
        Assert.Equal(["usedh", "temp"], First<CreateGame>(game).Facts.AsSpan().ToArray().Select(fact => fact.Key));
    }

    [Theory]
    [InlineData("", "called")]
    [InlineData("com,\"called,rain, then dark\"\n", "rain, then dark")]
    public void A_game_that_the_rules_have_not_ended_is_called(string comment, string reason)
    {
        var game = Read(Played(Sheet.Play + comment));
        Assert.Equal(new CallGame(reason), Assert.Single(game.All(() => false), c => c.Command is CallGame).Command);
        Assert.DoesNotContain(game.All(() => true), c => c.Command is CallGame);
    }

    [Fact]
    public void A_forfeit_is_read_as_it_is_written()
    {
        var game = Read(Played(Sheet.Play + "com,\"forfeit,H,crowd\"\n"));
        Assert.Equal(new ForfeitGame(Side.Home, "crowd"), Assert.Single(game.IfNotOver).Command);
    }

    [Fact]
    public void Men_announced_after_the_last_play_enter_only_where_the_game_is_on()
    {
        var game = Read(Played(Sheet.Play + "play,1,0,v2,00,,NP\nsub,v10,\"Vic\",0,2,11\n"));
        Assert.DoesNotContain(game.All(() => true), c => c.Command is Substitute);
        Assert.Equal([typeof(Substitute), typeof(CallGame)], game.IfNotOver.Select(c => c.Command.GetType()));
    }

    [Theory]
    [InlineData("32", 3, 2)]
    [InlineData("??", -1, -1)]
    [InlineData("42", -1, -1)]
    [InlineData("010", -1, -1)]
    [InlineData("", -1, -1)]
    public void A_count_out_of_range_is_unknown(string count, int balls, int strikes)
    {
        var read = First<RecordPlay>(Read(Played($"play,1,0,v1,{count},,K\n"))).Count;
        Assert.Equal((balls, strikes), read.IsKnown ? (read.Balls, read.Strikes) : (-1, -1));
    }

    [Fact]
    public void Line_ends_quotes_and_a_word_on_the_owner_are_as_real_files_have_them()
    {
        var text = "com,\"Copyright 2001\"\n" + Sheet.Game.Replace("\"Man 1\"", "\"Man, Jr.\"", StringComparison.Ordinal);
        var game = Read(text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\u001A");
        Assert.Equal("Man, Jr.", First<ExchangeLineups>(game).Away.Places[0].Name);
    }

    [Fact]
    public void Names_are_read_and_what_is_no_name_is_reported()
    {
        var errors = new List<ReadError>();
        var clubs = NameFiles.Clubs(new StringReader("HOM,A,Hometown,Homers\nVIS,N\n"), "TEAM2018", errors);
        Assert.Equal([new Club(new("HOM"), "A", "Hometown", "Homers")], clubs);
        var men = NameFiles.Roster(new StringReader("h1,One,\"Man, Jr.\",B,?,HOM,SS\r\n,Two,Man,R,R,HOM,P\r\n"), "HOM2018.ROS", errors);
        Assert.Equal([new RosterPlayer(new("h1"), "One", "Man, Jr.", Hand.Both, Hand.Unknown, new("HOM"), "SS")], men);
        Assert.Equal([("TEAM2018", 2), ("HOM2018.ROS", 2)], errors.Select(error => (error.File, error.Line)));
    }

    private static RealGame Read(string text) =>
        Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new StringReader(text), "sheet")));

    private static string Played(string records) => Sheet.Id + Sheet.Info + Sheet.Starts + records + Sheet.Totals;

    internal static RuleSet Rules(string records) =>
        First<CreateGame>(Read(Sheet.Id + Sheet.Info + records + Sheet.Starts + Sheet.Play + Sheet.Totals)).Rules;

    private static T First<T>(RealGame game) where T : GameCommand => game.Commands.Select(c => c.Command).OfType<T>().First();
}
