using System.Text;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

/// <summary>Every real game there is, replayed through the rules and held against the reference, play by play.</summary>
public class RealGamesTests
{
    /// <summary>How many examples a failure shows of each field and season.</summary>
    private const int ExamplesMax = 3;

    [SkippableFact]
    public void Real_games_equal_the_reference()
    {
        var seasons = RealFiles.Seasons();
        var found = new IReadOnlyList<Difference>[seasons.Count];
        Parallel.For(0, seasons.Count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => found[i] = Compare(seasons[i]));

        var unknown = new StringBuilder();
        for (var i = 0; i < seasons.Count; i++)
            Describe(seasons[i], found[i].Where(difference => !KnownDifferences.Listed.ContainsKey(difference)), unknown);
        foreach (var known in KnownDifferences.Listed.Keys.Except(found.SelectMany(season => season)))
            unknown.AppendLine($"known-differences.csv: occurs no longer: {known}");
        Assert.True(unknown.Length == 0, unknown.ToString());
    }

    [SkippableFact]
    public void A_runner_charged_by_the_scorer_to_another_pitcher_stays_with_him()
    {
        RealFiles.All();
        var tables = new ReferenceTables();
        using (var text = new StreamReader(Path.Combine(RealFiles.Folder, "dev", "synthetic", "presadj-expected.csv")))
            tables.ReadEvents(text);

        var compared = RealFiles.In("synthetic").SelectMany(RealFiles.Read).Cast<RealGame>()
            .Select(real => (real.Id, Differences: Comparison.Of(ReplayedGame.Of(real), tables[real.Id]!))).ToList();

        Assert.Equal(tables.Games.Keys, compared.Select(game => game.Id));
        Assert.All(compared, game => Assert.Empty(game.Differences));
    }

    private static List<Difference> Compare(string season)
    {
        var reference = RealFiles.Reference(season);
        var compared = new HashSet<string>();
        var found = new List<Difference>();
        foreach (var result in RealFiles.In("events", season).SelectMany(RealFiles.Read))
        {
            if (result is not RealGame real)
            {
                var error = (ReadError)result;
                found.Add(new(error.Game ?? error.File, 0, "read", error.Message, ""));
            }
            else if (reference[real.Id] is not { } theirs) found.Add(new(real.Id, 0, "game", "played", "unknown"));
            else
            {
                compared.Add(real.Id);
                found.AddRange(Comparison.Of(ReplayedGame.Of(real), theirs));
            }
        }

        found.AddRange(reference.Games.Keys.Except(compared).Select(id => new Difference(id, 0, "game", "not read", "played")));
        return found;
    }

    private static void Describe(string season, IEnumerable<Difference> differences, StringBuilder into)
    {
        foreach (var field in differences.GroupBy(difference => difference.Field))
        {
            into.AppendLine($"{season} {field.Key}: {field.Count()}");
            foreach (var example in field.Take(ExamplesMax)) into.AppendLine($"  {example}");
        }
    }
}
