using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>
/// Files that are well written and cannot have happened: the rules refuse them, and the message says in which file, line and game, which
/// member of the command broke which rule.
/// </summary>
public class AgainstTheRulesTests
{
    private const string File = "2018HOM.EVN";
    private const int FirstPlay = 27;

    /// <param name="plays">The records from the first play on.</param>
    /// <param name="line">The one refused, counted from the first play.</param>
    [Theory]
    [InlineData("a man on an empty base advances", "play,1,0,v1,??,,S8.2-3\n", 1, "play.advances[0].from", "empty-base")]
    [InlineData("a steal by nobody", "play,1,0,v1,??,,SB2\n", 1, "play.advances[0].from", "empty-base")]
    [InlineData("nobody is forced", "play,1,0,v1,??,,54(2)/FO\n", 1, "play.advances[0].from", "empty-base")]
    [InlineData("two men on first", "play,1,0,v1,??,,S8\nplay,1,0,v2,??,,W\n", 2, "play.advances", "two-on-a-base")]
    [InlineData("two men on third", "play,1,0,v1,??,,T8\nplay,1,0,v2,??,,T8\n", 2, "play.advances", "two-on-a-base")]
    [InlineData("a runner is passed", "play,1,0,v1,??,,S8\nplay,1,0,v2,??,,D8\n", 2, "play.advances", "passed")]
    [InlineData(
        "a fourth out",
        "play,1,0,v1,??,,S8\nplay,1,0,v2,??,,K\nplay,1,0,v3,??,,K\nplay,1,0,v4,??,,64(1)3/GDP\n",
        4, "play.advances", "three-outs")]
    [InlineData(
        "the batter runs during a steal",
        "play,1,0,v1,??,,S8\nplay,1,0,v2,??,,SB2.B-1\n",
        2, "play.advances[0].from", "still-at-bat")]
    [InlineData("the other half", "play,1,1,h1,??,,S8\n", 1, "half", "wrong-half")]
    [InlineData("a later inning", "play,2,0,v1,??,,S8\n", 1, "inning", "wrong-half")]
    [InlineData(
        "a play after three outs",
        "play,1,0,v1,??,,K\nplay,1,0,v2,??,,K\nplay,1,0,v3,??,,K\nplay,1,0,v4,??,,K\n",
        4, "half", "wrong-half")]
    [InlineData("a man out of the order", "play,1,0,v2,??,,S8\n", 1, "batter", "batting-order")]
    [InlineData("a man not in the lineup", "play,1,0,x1,??,,S8\n", 1, "batter", "not-in-lineup")]
    [InlineData("a fielder at bat", "play,1,0,h1,??,,S8\n", 1, "batter", "not-in-lineup")]
    [InlineData("he who has left bats", "play,1,0,v1,??,,NP\nsub,x1,\"X\",0,1,11\nplay,1,0,v1,??,,K\n", 3, "batter", "not-in-lineup")]
    [InlineData(
        "a hitter for a man not due",
        "play,1,0,v1,??,,NP\nsub,x1,\"X\",0,2,11\nplay,1,0,v1,??,,K\n",
        1, "announcements[0].slot", "not-due")]
    [InlineData(
        "a hitter for the side in the field",
        "play,1,0,v1,??,,NP\nsub,x1,\"X\",1,1,11\nplay,1,0,v1,??,,K\n",
        1, "announcements[0].position", "not-at-bat")]
    [InlineData(
        "a runner for nobody",
        "play,1,0,v1,??,,NP\nsub,x1,\"X\",0,1,12\nplay,1,0,x1,??,,K\n",
        1, "announcements[0].slot", "not-on-base")]
    [InlineData(
        "a slot without a holder",
        "play,1,0,v1,??,,NP\nsub,x1,\"X\",1,0,1\nplay,1,0,v1,??,,K\n",
        1, "announcements[0].slot", "empty-slot")]
    [InlineData(
        "nobody in left field",
        "play,1,0,v1,??,,NP\nsub,x1,\"X\",1,6,8\nplay,1,0,v1,??,,K\n",
        1, "announcements", "nine-fielders")]
    [InlineData(
        "a man who has left returns",
        "play,1,0,v1,??,,NP\nsub,x1,\"X\",1,1,2\nplay,1,0,v1,??,,NP\nsub,h1,\"H\",1,2,3\nplay,1,0,v1,??,,K\n",
        1, "announcements[1].player", "re-entry")]
    [InlineData(
        "a man in two slots",
        "play,1,0,v1,??,,NP\nsub,h2,\"H\",1,1,2\nplay,1,0,v1,??,,K\n",
        1, "announcements[0].player", "two-slots")]
    [InlineData(
        "a runner placed on a base that is taken",
        "play,1,0,v1,??,,S8\nradj,v9,1\nplay,1,0,v2,??,,K\n",
        3, "placed", "half-under-way")]
    [InlineData("a runner placed in the first inning", "radj,v9,2\nplay,1,0,v1,??,,K\n", 2, "placed", "no-placed-runner")]
    [InlineData("an empty base charged to a pitcher", "presadj,h9,2\nplay,1,0,v1,??,,K\n", 2, "recharged[0].base", "empty-base")]
    [InlineData(
        "a courtesy that the rules do not know",
        "play,1,0,v1,??,,S8\nplay,1,0,v2,??,,NP/COUR\nsub,x1,\"X\",0,1,12\nplay,1,0,v2,??,,K\n",
        2, "announcements[0].courtesy", "no-courtesy")]
    [InlineData(
        "earned runs of a man who did not pitch",
        "play,1,0,v1,??,,K\ncom,\"called,rain\"\ndata,er,x1,0\n",
        3, "earnedRuns[0].pitcher", "did-not-pitch")]
    public void It_is_refused_with_line_field_and_rule(string what, string plays, int line, string field, string rule)
    {
        var totals = plays.Contains("data,er", StringComparison.Ordinal) ? "" : Sheet.Totals;
        var text = Sheet.Id + Sheet.Info + Sheet.Starts + plays + totals + Sheet.Next(1);
        var games = EventFileReader.Read(new StringReader(text), File).Cast<RealGame>().Select(game => ReplayedGame.Of(game)).ToList();

        var refused = games[0].Refused;
        Assert.True(refused is not null, $"{what} was accepted.");
        Assert.Equal((File, FirstPlay + line - 1, "HOM201805010"), (refused.File, refused.Line, refused.Game));
        Assert.True((field, rule) == (refused.Refusal.Field, refused.Refusal.Rule), $"{what}: {refused}");
        Assert.Contains($"{File}:{FirstPlay + line - 1}: HOM201805010: Illegal {field} {rule}", refused.Message, StringComparison.Ordinal);
        Assert.Null(games[1].Refused);
    }
}
