using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>
/// Holds a box score against the reference: the sides' totals (<c>teamgame.csv</c>) and each player's day (<c>daily.csv</c>).
/// </summary>
internal static class BoxComparison
{
    public static void Of(BoxScore box, ReferenceGame theirs, Findings found)
    {
        Side(box, AkkaGame.Messages.Side.Away, "away ", theirs, found);
        Side(box, AkkaGame.Messages.Side.Home, "home ", theirs, found);
    }

    private static void Side(BoxScore box, Side side, string name, ReferenceGame theirs, Findings found)
    {
        // The reference writes an x where the club that bats first is the home club; it is no inning.
        if (theirs.Line(side) is { } line) found.Text(name + "box line", box.Line.Text(side, unplayed: ""), line.TrimEnd('x'));
        if (theirs.Team(side) is { } team)
        {
            var totals = box.Of(side).Totals;
            foreach (var (column, count) in ofTeam) found.Number(name + "box " + column, count(totals), team[column]);
            found.Number(name + "box PITCHERS", box.Of(side).Pitching.Count, team["PITCHERS"]);
        }

        if (theirs.Players.Count > 0) Players(box.Of(side), side, theirs, found);
    }

    private static void Players(BoxSide ours, Side side, ReferenceGame theirs, Findings found)
    {
        var reference = theirs.Players.Where(player => player.Side == side).ToLookup(player => player.Id);
        var days = Days(ours);
        foreach (var (id, day) in days)
        {
            var lines = reference[id].ToList();
            if (lines.Count == 0) found.Text("player", id, "");
            else Compare(id, day, column => Sum(lines, column), found);
        }

        foreach (var absent in reference) if (!days.ContainsKey(absent.Key)) found.Text("player", "", absent.Key);
    }

    private static int? Sum(List<ReferencePlayer> lines, string column)
    {
        int? sum = null;
        foreach (var line in lines) if (line.Numbers[column] is { } number) sum = (sum ?? 0) + number;
        return sum;
    }

    private static void Compare(string id, Day day, Func<string, int?> theirs, Findings found)
    {
        foreach (var (column, count) in ofBatter) Counted(column, count(day.Batting));
        foreach (var (column, count) in ofPitcher) Counted(column, count(day.Pitching));
        Counted("P_G", day.Pitched);
        Counted("P_GS", day.StartedPitching);
        // To the reference a complete game is not a game finished.
        Counted("P_GF", day.Finished * (1 - day.StartedPitching));
        Counted("P_W", day.Has(PitchingDecision.Win));
        Counted("P_L", day.Has(PitchingDecision.Loss));
        Counted("P_SV", day.Has(PitchingDecision.Save));
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
        {
            var prefix = gloves[(int)position];
            var fielding = day.Fielding[(int)position];
            foreach (var (column, count) in ofFielder) Counted(prefix + column, count(fielding));
            Counted(prefix + "G", day.Played[(int)position] ? 1 : 0);
            Counted(prefix + "GS", day.Started[(int)position] ? 1 : 0);
            if (position != Position.Catcher) continue;
            Counted(prefix + "PB", fielding.PassedBalls);
            Counted(prefix + "XI", fielding.Interference);
        }

        void Counted(string column, int ours)
        {
            if (theirs(column) is { } number && number != ours) found.Number($"{column} of {id}", ours, number);
        }
    }

    /// <summary>All that a man did for his side, in whichever places of the lineup: a two-way player stands in two.</summary>
    private sealed class Day
    {
        public BattingLine Batting;
        public PitchingLine Pitching;
        public int Pitched, StartedPitching, Finished;
        public PitchingDecision Decision;
        public readonly FieldingLine[] Fielding = new FieldingLine[10];
        public readonly bool[] Played = new bool[10], Started = new bool[10];

        public int Has(PitchingDecision decision) => Decision.HasFlag(decision) ? 1 : 0;
    }

    private static Dictionary<string, Day> Days(BoxSide side)
    {
        var days = new Dictionary<string, Day>(StringComparer.Ordinal);
        foreach (var batter in side.Batting) Of(batter.Player).Batting += batter.Batting;
        foreach (var pitcher in side.Pitching)
        {
            var day = Of(pitcher.Player);
            day.Pitching += pitcher.Pitching;
            day.Decision |= pitcher.Decision;
            (day.Pitched, day.StartedPitching, day.Finished) = (1, pitcher.Started ? 1 : 0, pitcher.Finished ? 1 : 0);
        }

        foreach (var fielder in side.Fielding)
        {
            if (!fielder.Position.IsFielder()) continue;
            var day = Of(fielder.Player);
            day.Fielding[(int)fielder.Position] += fielder.Fielding;
            day.Played[(int)fielder.Position] |= fielder.Played;
            day.Started[(int)fielder.Position] |= fielder.Started;
        }

        return days;

        Day Of(PlayerId player)
        {
            if (!days.TryGetValue(player.Value, out var day)) days.Add(player.Value, day = new());
            return day;
        }
    }

    private static readonly string[] gloves = ["", "F_P_", "F_C_", "F_1B_", "F_2B_", "F_3B_", "F_SS_", "F_LF_", "F_CF_", "F_RF_"];

    private static readonly (string Column, Func<TeamLine, int> Count)[] ofTeam =
    [
        ("R", team => team.Batting.Runs), ("H", team => team.Batting.Hits), ("E", team => team.Fielding.Errors),
        ("LOB", team => team.LeftOnBase),
        ("AB", team => team.Batting.AtBats), ("2B", team => team.Batting.Doubles), ("3B", team => team.Batting.Triples),
        ("HR", team => team.Batting.HomeRuns), ("RBI", team => team.Batting.RunsBattedIn), ("SH", team => team.Batting.SacrificeHits),
        ("SF", team => team.Batting.SacrificeFlies), ("HP", team => team.Batting.HitByPitch), ("BB", team => team.Batting.Walks),
        ("IBB", team => team.Batting.IntentionalWalks), ("SO", team => team.Batting.Strikeouts), ("SB", team => team.Batting.StolenBases),
        ("CS", team => team.Batting.CaughtStealing), ("GDP", team => team.Batting.GroundedIntoDoublePlays),
        ("XI", team => team.Batting.Interference),
        ("ER", team => team.Pitching.EarnedRuns), ("TER", team => team.TeamEarnedRuns), ("WP", team => team.Pitching.WildPitches),
        ("BK", team => team.Pitching.Balks), ("PO", team => team.Fielding.PutOuts), ("A", team => team.Fielding.Assists),
        ("PB", team => team.Fielding.PassedBalls), ("DP", team => team.DoublePlays), ("TP", team => team.TriplePlays),
    ];

    private static readonly (string Column, Func<BattingLine, int> Count)[] ofBatter =
    [
        ("B_PA", line => line.PlateAppearances), ("B_AB", line => line.AtBats), ("B_R", line => line.Runs), ("B_H", line => line.Hits),
        ("B_TB", line => line.TotalBases), ("B_2B", line => line.Doubles), ("B_3B", line => line.Triples), ("B_HR", line => line.HomeRuns),
        ("B_RBI", line => line.RunsBattedIn), ("B_BB", line => line.Walks), ("B_IBB", line => line.IntentionalWalks),
        ("B_SO", line => line.Strikeouts), ("B_GDP", line => line.GroundedIntoDoublePlays), ("B_HP", line => line.HitByPitch),
        ("B_SH", line => line.SacrificeHits), ("B_SF", line => line.SacrificeFlies), ("B_SB", line => line.StolenBases),
        ("B_CS", line => line.CaughtStealing), ("B_XI", line => line.Interference),
    ];

    // Pitches and inherited runners who scored are not held against the reference. It forgets the pitches before a point in a sequence
    // and counts a repeated sequence twice; and it has an inherited runner scoring where both were left on base.
    private static readonly (string Column, Func<PitchingLine, int> Count)[] ofPitcher =
    [
        ("P_OUT", line => line.Outs), ("P_TBF", line => line.BattersFaced), ("P_AB", line => line.AtBats), ("P_R", line => line.Runs),
        ("P_ER", line => line.EarnedRuns), ("P_H", line => line.Hits), ("P_2B", line => line.Doubles), ("P_3B", line => line.Triples),
        ("P_HR", line => line.HomeRuns), ("P_BB", line => line.Walks), ("P_IBB", line => line.IntentionalWalks),
        ("P_SO", line => line.Strikeouts),
        ("P_GDP", line => line.GroundedIntoDoublePlays), ("P_HP", line => line.HitBatters), ("P_SH", line => line.SacrificeHits),
        ("P_SF", line => line.SacrificeFlies), ("P_XI", line => line.Interference), ("P_WP", line => line.WildPitches),
        ("P_BK", line => line.Balks),
        ("P_IR", line => line.Inherited),
    ];

    private static readonly (string Column, Func<FieldingLine, int> Count)[] ofFielder =
    [
        ("OUT", line => line.Outs), ("PO", line => line.PutOuts), ("A", line => line.Assists), ("E", line => line.Errors),
        ("DP", line => line.DoublePlays), ("TP", line => line.TriplePlays),
    ];
}
