using System.Globalization;
using AkkaGame.Baseball;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>The numbers from which the average charts are made, counted again from the league's tables.</summary>
public class CountedFactsTests
{
    /// <summary>Event codes of the reference by the words of the charts.</summary>
    private static readonly Dictionary<int, string> turns = new()
    {
        [2] = "O", [3] = "K", [14] = "W", [16] = "HP", [18] = "O", [19] = "O", [20] = "S", [21] = "D", [22] = "T", [23] = "HR",
    };

    [SkippableFact]
    public void Turns_at_bat_by_bases_and_outs_are_those_of_2010_to_2020()
    {
        var bunts = Facts("sacrifice bunt rate");
        var counted = new Dictionary<(string Name, string Outcome), ulong>();
        foreach (var row in Rows("league-transitions.csv"))
        {
            if (!turns.TryGetValue(Number(row[0]), out var outcome)) continue;
            var key = ($"turn {row[1]} {row[2]}", outcome);
            counted[key] = counted.GetValueOrDefault(key) + (ulong)Number(row[8]);
        }

        for (var bases = 0; bases < 8; bases++)
        {
            for (var outs = 0; outs < 3; outs++)
            {
                // A bunt is a decision and has a chart of its own.
                counted[($"turn {bases} {outs}", "O")] -= bunts[$"bases={bases} outs={outs}"];
                foreach (var share in LeagueFacts.Of($"turn {bases} {outs}").Shares)
                    Assert.Equal(counted[($"turn {bases} {outs}", share.Outcome)], share.Weight);
            }
        }
    }

    [SkippableFact]
    public void Ground_balls_through_the_infield_are_those_of_2010_to_2020()
    {
        var facts = Facts("ground ball by state");
        for (var bases = 0; bases < 8; bases++)
            for (var outs = 0; outs < 3; outs++)
                Assert.Equal(facts[$"bases={bases} outs={outs} hit"], Count($"grounders {bases} {outs}", "hit"));
    }

    [SkippableFact]
    public void Runners_tries_are_those_of_2010_to_2020()
    {
        var singles = Facts("single (no bunt)");
        var doubles = Facts("double");
        for (var outs = 0; outs < 3; outs++)
        {
            Assert.Equal(singles[$"runner 2nd, outs={outs} -> home"], Count($"single 2-H {outs}", "safe"));
            Assert.Equal(singles[$"runner 2nd, outs={outs} -> out"], Count($"single 2-H {outs}", "out"));
            Assert.Equal(singles[$"runner 1st, 2nd empty, outs={outs} -> out"], Count($"single 1-3 {outs}", "out"));
            Assert.Equal(doubles[$"runner 1st, outs={outs} -> home"], Count($"double 1-H {outs}", "safe"));
            Assert.Equal(doubles[$"runner 1st, outs={outs} -> 3rd"], Count($"double 1-H {outs}", "holds"));
        }
    }

    [SkippableFact]
    public void Pitches_that_got_away_are_those_of_2010_to_2020()
    {
        (int, string, string)[] pitches = [(1, "2,0,0", "WP 1-2"), (2, "0,3,0", "WP 2-3"), (7, "2,3,4", "WP 3-H;2-3;1-2")];
        foreach (var (bases, destinations, word) in pitches)
        {
            var seen = Rows("league-transitions.csv")
                .Where(row => row[0] == "9" && Number(row[1]) == bases && string.Join(',', row[4..7]) == destinations)
                .Sum(row => Number(row[8]));
            Assert.Equal((ulong)seen, Count($"running {bases}", word));
        }
    }

    private static ulong Count(string name, string outcome) =>
        LeagueFacts.Of(name).Shares.Single(share => share.Outcome == outcome).Weight;

    /// <summary>Numerators of a group of facts over 2010 to 2020, by key.</summary>
    private static Dictionary<string, ulong> Facts(string group)
    {
        // Keys that hold a comma are quoted; from the right the columns are season, numerator, denominator, value.
        var facts = new Dictionary<string, ulong>();
        foreach (var line in Lines("league-facts.csv"))
        {
            if (!line.StartsWith($"{group},", StringComparison.Ordinal)) continue;
            var fields = line[(group.Length + 1)..].Split(',');
            if (fields[^4] == "2010-2020") facts.Add(string.Join(',', fields[..^4]).Trim('"'), (ulong)Number(fields[^3]));
        }

        return facts;
    }

    private static IEnumerable<string[]> Rows(string table) => Lines(table).Skip(1).Select(line => line.Split(','));

    private static IEnumerable<string> Lines(string table)
    {
        _ = RealFiles.All();
        return File.ReadLines(Path.Combine(RealFiles.Folder, table));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
