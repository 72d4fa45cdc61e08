using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>What a game made here looks like as an event file.</summary>
public class EventFileWriterTests
{
    [Fact]
    public void A_game_made_here_says_by_which_rules_it_was_played()
    {
        var rules = new RuleSet
        {
            ScheduledInnings = 7, OfficialAfter = 5, AutoRunner = new(8, Base.Second), BattingFirst = Side.Home,
            Reentry = ReentryRule.AllStar,
        };
        var header = Header(Create(rules), Cards());
        Assert.Equal("id,HOM201805012", header[0]);
        Assert.Equal(
            ["usedh,false", "innings,7", "tiebreaker,2", "htbf,true", "gametype,allstar"],
            header.Where(line => line.StartsWith("info,", StringComparison.Ordinal)).Skip(5).Select(line => line["info,".Length..]));
    }

    /// <summary>Real games are played by the rules of their year, so Retrosheet has no words for these.</summary>
    [Fact]
    public void Rules_that_no_real_game_has_are_said_in_words_of_our_own_and_read_back()
    {
        var rules = RuleSet.Mlb2018 with
        {
            ScheduledInnings = 3,
            OfficialAfter = 2,
            CalledMidInning = CalledMidInning.RevertToLastCompleteInning,
            Reentry = ReentryRule.StarterOnce,
            CourtesyRunner = true,
            DhSurvivesPitcher = true,
        };
        var said = Header(Create(rules), Cards()).Where(line => line.StartsWith("info,", StringComparison.Ordinal)).Skip(7).ToList();
        Assert.Equal(
            [
                "info,officialafter,2", "info,calledmidinning,revert", "info,reentry,starter", "info,courtesyrunner,true",
                "info,dhsurvivespitcher,true",
            ], said);
        var read = ScoresheetTests.Rules($"info,innings,3\n{string.Join('\n', said)}\n");
        Assert.Equal(
            (rules.OfficialAfter, rules.CalledMidInning, rules.Reentry, rules.CourtesyRunner, rules.DhSurvivesPitcher),
            (read.OfficialAfter, read.CalledMidInning, read.Reentry, read.CourtesyRunner, read.DhSurvivesPitcher));
    }

    [Fact]
    public void A_fact_of_the_header_is_not_said_twice()
    {
        var created = Create(new RuleSet { ScheduledInnings = 7 }) with { Facts = [new("innings", "7"), new("temp", "61, falling")] };
        var header = Header(created, Cards());
        Assert.Equal(["info,innings,7", "info,temp,61, falling", "info,usedh,false"], header.Skip(7).Take(3));
    }

    [Fact]
    public void A_short_club_id_is_filled_up() =>
        Assert.Equal("id,ABX201805012", Header(Create(new()) with { Home = new("ab") }, Cards())[0]);

    [Fact]
    public void Signs_that_part_records_are_taken_out_of_names()
    {
        var cards = Cards();
        var named = cards with { Away = new([new(1, new("a,\"b"), "Jo \"Two\n Sticks\"", Position.Catcher)]) };
        Assert.Contains("start,a__b,\"Jo 'Two  Sticks'\",0,1,2", Header(Create(new()), named));
    }

    [Theory]
    [InlineData("com,\"called,rain\"\n")]
    [InlineData("com,\"forfeit,V,no umpires\"\n")]
    [InlineData("com,\"suspended,20180618,VIS01,rain\"\nplay,1,0,v2,00,,63\n")]
    [InlineData("com,\"ej,h9,P,umpir901,Balls, strikes\"\ncom,\"umpchange,3,ump1b,umpir901\"\ncom,\"Protest=V\"\n")]
    [InlineData("badj,v2,L\npadj,h9,L\nplay,1,0,v2,??,,S8\npresadj,h9,1\nplay,1,0,v3,12,BX,DI.1-2\n")]
    [InlineData("play,1,0,v2,21,,NP\nsub,v10,\"Ten\",0,2,11\nplay,1,0,v2,21,,NP\nsub,h10,\"New\",1,9,1\nplay,1,0,v10,32,,K\n")]
    [InlineData("ladj,0,3\nplay,1,0,v3,00,X,7/BOOT\nladj,0,2\n")]
    public void What_was_recorded_is_written_and_read_again(string records)
    {
        var first = Read(Sheet.Id + Sheet.Info + Sheet.Starts + Sheet.Play + records + Sheet.Totals);
        var commands = first.All(() => false).Select(c => c.Command);
        var played = ReplayedGame.Of(first);
        Assert.Null(played.Refused);
        var written = Text(played.Groups.SelectMany(group => (IEnumerable<GameEvent>)group.Events));
        Assert.Equal(commands, Read(written).All(() => false).Select(c => c.Command));
    }

    [Fact]
    public void A_game_suspended_and_not_taken_up_stays_so()
    {
        var written = Text([Create(new()), Cards(), new GameStarted(), new GameSuspended("rain")]);
        Assert.EndsWith("com,\"suspended,,,rain\"\r\n", written, StringComparison.Ordinal);
        var read = Read(Sheet.Id + Sheet.Info + Sheet.Starts + Sheet.Play + "com,\"suspended,,,rain\"\n");
        Assert.Equal(new SuspendGame("rain"), read.Commands[^1].Command);
        var replayed = ReplayedGame.Of(read);
        Assert.Null(replayed.Refused);
        Assert.Equal(GameStatus.Suspended, replayed.State.Game.Status);
    }

    [Fact]
    public void Events_without_a_creation_are_no_game() =>
        Assert.Throws<InvalidOperationException>(() => EventFileWriter.Write(new StringWriter(), [new GameStarted()]));

    private static GameCreated Create(RuleSet rules) =>
        new("here", new("VIS"), new("HOM"), new(2018, 5, 1), 2, "HOM01", GameMode.Played, rules);

    private static LineupsExchanged Cards() =>
        new(new([new(1, new("v1"), "One", Position.Catcher)]), new([new(1, new("h1"), "One", Position.Catcher)]));

    private static string[] Header(GameCreated created, LineupsExchanged cards) => Text([created, cards]).Split("\r\n");

    private static string Text(IEnumerable<GameEvent> events)
    {
        var text = new StringWriter();
        EventFileWriter.Write(text, events);
        return text.ToString();
    }

    private static RealGame Read(string text) =>
        Assert.IsType<RealGame>(Assert.Single(EventFileReader.Read(new StringReader(text), "sheet")));
}
