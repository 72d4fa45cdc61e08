using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

/// <summary>
/// Earned runs and pitchers of record of every real game, computed by the rules and held against the official scorer's word. Where
/// they differ he judged, and each difference stands in the list with what he must have judged.
/// </summary>
public class ScorersJudgementTests
{
    private const double AgreementMin = 0.98;

    [SkippableFact]
    public void Every_difference_from_the_scorer_is_listed_with_its_reason()
    {
        var games = Replayed();

        var now = games.SelectMany(game => game.Judgements).Select(Line).ToList();
        var then = KnownDifferences.Judged.Select(known => Line(new(known.Key, known.Value))).ToList();

        if (now.Order(StringComparer.Ordinal).SequenceEqual(then.Order(StringComparer.Ordinal))) return;
        var received = Path.Combine(AppContext.BaseDirectory, "known-differences.received.csv");
        var others = KnownDifferences.Listed.Select(known => Line(new(known.Key, known.Value)));
        File.WriteAllLines(received, [KnownDifferences.Header, .. others, .. now]);
        var changes = then.Except(now).Select(line => "- " + line).Concat(now.Except(then).Select(line => "+ " + line)).ToList();
        Assert.Fail(
            $"{changes.Count} changes:\n{string.Join('\n', changes.Take(20))}\n"
            + $"If that is meant: cp {received} tests/Retrosheet.Tests/known-differences.csv");
    }

    [SkippableFact]
    public void The_rules_and_the_scorers_agree_on_nearly_all_runs_and_pitchers()
    {
        var games = Replayed();

        Agree("runs", games.Sum(game => game.Runs), games.Sum(game => Differing(game, "run of")));
        Agree("winning pitchers", games.Count, games.Sum(game => Differing(game, "winning")));
        Agree("losing pitchers", games.Count, games.Sum(game => Differing(game, "losing")));
        Agree("saves", games.Count, games.Sum(game => Differing(game, "saving")));

        static int Differing(Judged game, string field) =>
            game.Judgements.Count(judgement => judgement.Difference.Field.StartsWith(field, StringComparison.Ordinal));

        static void Agree(string what, int all, int differing) =>
            Assert.True(all > 0 && all - differing >= AgreementMin * all, $"{what}: {differing} of {all} differ");
    }

    [Theory]
    [InlineData("E6", "HR/F7.1-H", "run of v1", "Unearned", "Earned", "the scorer held that the misplay cost no out")]
    [InlineData(
        "S8.B-2(E8)", "S8.2-H", "run of v1", "Unearned", "Earned",
        "advance in doubt: the scorer held that the runner would have scored without the misplay")]
    [InlineData("S8", "HR/F7.1-H(UR)", "run of v1", "Earned", "Unearned", "the scorer marked the run in a half without a misplay")]
    public void The_reason_is_what_the_scorer_must_have_judged(
        string first, string second, string field, string ours, string theirs, string reason)
    {
        var judged = Assert.Single(ScorersJudgement.Of(Game(first, second, "K", "K", "K")));
        Assert.Equal(new(new("HOM201805010", 2, field, ours, theirs), reason), judged);
    }

    private static ReplayedGame Game(params string[] plays)
    {
        var sheet = Sheet.Id + Sheet.Info + Sheet.Starts + string.Concat(plays.Select((play, i) => $"play,1,0,v{i + 1},??,,{play}\n"));
        return ReplayedGame.Of(Assert.IsType<RealGame>(EventFileReader.Read(new StringReader(sheet), "HOM.EVA").Single()));
    }

    private static string Line(Judgement judgement) => judgement.Difference is var (game, play, field, ours, theirs)
        ? $"{game},{play},{field},{ours},{theirs},{judgement.Reason}"
        : "";

    private static readonly Lazy<List<Judged>> replayed = new(() =>
    {
        var seasons = RealFiles.Seasons();
        var games = new List<Judged>[seasons.Count];
        Parallel.For(0, seasons.Count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            games[i] = [.. RealFiles.In("events", seasons[i]).SelectMany(RealFiles.Read).OfType<RealGame>().Select(Judge)]);
        return [.. games.SelectMany(season => season)];
    });

    private static List<Judged> Replayed()
    {
        RealFiles.All();
        return replayed.Value;
    }

    private static Judged Judge(RealGame real)
    {
        var game = ReplayedGame.Of(real);
        Assert.Null(game.Refused);
        return new(game.Plays.Sum(play => play.Play.Runs), ScorersJudgement.Of(game));
    }

    private sealed record Judged(int Runs, IReadOnlyList<Judgement> Judgements);
}
