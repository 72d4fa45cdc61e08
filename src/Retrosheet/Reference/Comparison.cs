using System.Globalization;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>
/// Holds a replayed game against the reference: before each play the situation, after it what it came to, at the end the totals.
/// </summary>
public static class Comparison
{
    /// <summary>
    /// Every difference, in the order of the plays; where the rules refused a command, those up to it and the refusal. Totals are
    /// compared where the game came to its end.
    /// </summary>
    public static IReadOnlyList<Difference> Of(ReplayedGame ours, ReferenceGame theirs)
    {
        var found = new List<Difference>();
        Plays(ours.Plays, theirs, found);
        if (ours.Refused is { } refused)
        {
            var at = ours.Plays.Count;
            found.Add(new(theirs.Id, at + 1, "refused", refused.Message, at < theirs.Plays.Count ? theirs.Plays[at].Event : ""));
        }

        if (ours.Refused is null || ours.State.Game.IsOver) End(ours.Plays.Count, ours.State.Game, ours.Box(), theirs, found);
        return found;
    }

    /// <summary>Every difference in the plays alone.</summary>
    public static IReadOnlyList<Difference> Of(IReadOnlyList<ReplayedPlay> ours, ReferenceGame theirs)
    {
        var found = new List<Difference>();
        Plays(ours, theirs, found);
        return found;
    }

    /// <summary>What differs at the end: the state's line and totals, the box's totals, each player's day.</summary>
    public static IReadOnlyList<Difference> AtTheEnd(int plays, Game final, BoxScore box, ReferenceGame theirs)
    {
        var found = new List<Difference>();
        End(plays, final, box, theirs, found);
        return found;
    }

    private static void End(int plays, Game final, BoxScore box, ReferenceGame theirs, List<Difference> into)
    {
        var found = new Findings(into, theirs.Id, 0);
        if (theirs.Plays.Count > 0) found.Number("plays", plays, theirs.Plays.Count);
        Totals(final, theirs, found);
        BoxComparison.Of(box, theirs, found);
    }

    private static void Plays(IReadOnlyList<ReplayedPlay> ours, ReferenceGame theirs, List<Difference> found)
    {
        for (var i = 0; i < ours.Count && i < theirs.Plays.Count; i++)
        {
            var one = new Findings(found, theirs.Id, i + 1);
            Before(ours[i].Before, ours[i].Play, theirs.Plays[i], one);
            After(ours[i].Before, ours[i].Play, theirs.Plays[i], one);
        }
    }

    private static void Before(Game game, PlayMade play, ReferencePlay theirs, Findings found)
    {
        found.Number("inning", game.Inning, theirs.Inning);
        found.Number("home bats", (int)game.Batting, theirs.HomeBats);
        found.Number("outs", game.Outs, theirs.Outs);
        found.Number("away score", game.Score.Away, theirs.AwayScore);
        found.Number("home score", game.Score.Home, theirs.HomeScore);
        if (play.Count.IsKnown)
        {
            found.Number("balls", play.Count.Balls, theirs.Balls);
            found.Number("strikes", play.Count.Strikes, theirs.Strikes);
        }

        found.Person("batter", game.Batter?.Player, theirs.Batter);
        found.Person("batter of the play", game.Man(play.Batter).Player, theirs.Batter);
        found.Number("batting slot", game.Up(game.Batting), theirs.BattingSlot);
        found.Person("pitcher of the play", game.Man(play.Pitcher).Player, theirs.Pitcher);
        found.Person("catcher of the play", game.Man(play.Catcher).Player, theirs.Fielder(Position.Catcher));
        found.Person("responsible batter", game.Man(play.ChargedBatter).Player, theirs.ResponsibleBatter);
        found.Person("responsible pitcher", game.Man(play.ChargedPitcher).Player, theirs.ResponsiblePitcher);

        var fielding = game.Lineup(game.Fielding);
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
            found.Person(fielders[(int)position], fielding.At(position)?.Player, theirs.Fielder(position));

        for (var on = Base.First; on <= Base.Third; on++)
        {
            var runner = game.Bases[on];
            found.Person(runners[(int)on], runner is { } man ? game.Man(man.Entry).Player : null, theirs.Runner(on));
            found.Person(charged[(int)on], runner is { } his ? game.Man(his.Charged).Player : null, theirs.ChargedWith(on));
        }
    }

    private static void After(Game before, PlayMade play, ReferencePlay theirs, Findings found)
    {
        found.Number("outs made", play.Outs, theirs.OutsMade);
        found.Number("runs", play.Runs, theirs.Runs);
        // At the third out nobody is anywhere: the reference leaves the others where they were going.
        if (theirs.Outs + theirs.OutsMade < 3)
        {
            for (var from = Base.Batter; from <= Base.Third; from++)
            {
                var to = Math.Min(theirs.Destination(from), (short)Base.Home);
                found.Number(destinations[(int)from], Destination(before, play, from), to);
            }
        }

        var rbi = 0;
        foreach (var move in play.Moves) if (move.Rbi) rbi++;
        found.Number("rbi", rbi, theirs.Rbi);
        found.Number("event", Code(play), theirs.EventCode);
        if (theirs.HitBases >= 0) found.Number("hit", play.Code.HitBases(), theirs.HitBases);

        if (theirs.Errors >= 0)
        {
            found.Number("errors", Named(play.Credits.Errors), theirs.Errors);
            found.Fielders("errors by", play.Credits.Errors, theirs, static (play, i) => play.Erred(i), 3);
        }

        found.Fielders("put-outs", play.Credits.PutOuts, theirs, static (play, i) => play.PutOut(i), 3);
        found.Fielders("assists", play.Credits.Assists, theirs, static (play, i) => play.Assist(i), 5);
    }

    /// <summary>As the reference counts: 0 out or nobody there, 1-3 a base, 4 home.</summary>
    private static int Destination(Game before, PlayMade play, Base from) => play.MoveFrom(from) switch
    {
        { IsOut: true } => 0,
        { To: var to } => (int)to,
        null => before.Bases[from] is null ? 0 : (int)from,
    };

    private static int Named(Fielding fielders)
    {
        var named = 0;
        for (var i = 0; i < fielders.Length; i++) if (fielders[i] >= 0) named++;
        return named;
    }

    private static void Totals(Game game, ReferenceGame theirs, Findings found)
    {
        foreach (var side in sides)
        {
            var totals = game.Totals(side);
            var name = side == Side.Away ? "away " : "home ";
            // The reference writes an x where the club that bats first is the home club; it is no inning.
            if (theirs.Line(side) is { } line) found.Text(name + "line", Line(totals.RunsByInning), line.TrimEnd('x'));
            if (theirs.Team(side) is not { } team) continue;
            found.Number(name + "R", totals.Runs, team["R"]);
            found.Number(name + "H", totals.Hits, team["H"]);
            found.Number(name + "E", totals.Errors, team["E"]);
            found.Number(name + "LOB", totals.LeftOnBase, team["LOB"]);
        }
    }

    private static string Line(EquatableArray<byte> runsByInning)
    {
        var line = new StringBuilder();
        foreach (var runs in runsByInning)
        {
            if (runs < 10) line.Append((char)('0' + runs));
            else line.Append(CultureInfo.InvariantCulture, $"({runs})");
        }

        return line.ToString();
    }

    private static int Code(PlayMade play) => play.Code switch
    {
        // 63E3, an out that was dropped, is to the reference an out at which all were safe; E3 alone is an error.
        PlayCode.ErrorMade when play.Parts[0].Handlings is [{ By.Length: > 2 }, ..] => 2,
        PlayCode.Out => 2,
        PlayCode.Strikeout => 3,
        PlayCode.StolenBase => 4,
        PlayCode.DefensiveIndifference => 5,
        PlayCode.CaughtStealing => 6,
        PlayCode.PickedOff or PlayCode.PickedOffStealing => 8,
        PlayCode.WildPitch => 9,
        PlayCode.PassedBall => 10,
        PlayCode.Balk => 11,
        PlayCode.OtherAdvance => 12,
        PlayCode.FoulError => 13,
        PlayCode.Walk => 14,
        PlayCode.IntentionalWalk => 15,
        PlayCode.HitByPitch => 16,
        PlayCode.Interference => 17,
        PlayCode.ErrorMade => 18,
        PlayCode.FieldersChoice => 19,
        PlayCode.Single => 20,
        PlayCode.Double or PlayCode.GroundRuleDouble => 21,
        PlayCode.Triple => 22,
        PlayCode.HomeRun => 23,
        _ => 0,
    };

    private static readonly Side[] sides = [Side.Away, Side.Home];
    private static readonly string[] fielders = [.. Enumerable.Range(0, 10).Select(n => $"fielder {n}")];
    private static readonly string[] runners = [.. Enumerable.Range(0, 4).Select(n => $"runner on {n}")];
    private static readonly string[] charged = [.. Enumerable.Range(0, 4).Select(n => $"charged with runner on {n}")];
    private static readonly string[] destinations = ["batter to", "runner on 1 to", "runner on 2 to", "runner on 3 to"];
}
