using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using AkkaGame.Host;
using AkkaGame.Host.Metering;
using AkkaGame.Postgres;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Deploy;

/// <summary>The runbook knows every metric, every line of the log that needs somebody, and every alarm; and none that is not.</summary>
public sealed partial class RunbookTests
{
    private const string Hole = "…";

    private static readonly string runbook = Repository.Read("docs", "runbook.md");
    private static readonly string[] explained = [.. Row().Matches(runbook).Select(static row => row.Groups[1].Value)];

    [SkippableFact]
    public async Task Its_metrics_are_those_of_the_program()
    {
        var database = await PostgresServer.Fresh();
        HashSet<string> measured = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("AkkaGame", StringComparison.Ordinal))
                    lock (measured) measured.Add(MetricName.Of(instrument.Name, instrument.Unit, Family.KindOf(instrument)));
            },
        };
        listener.Start();
        await using var running = await RunningServer.Start(database.App);

        Assert.Equal(measured.Order(), explained.Where(static one => one.StartsWith("akkagame_", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_error_and_warning_of_the_program_stands_there_word_for_word() => Assert.Empty(
        typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Where(static line => line.Level >= LogLevel.Warning).Select(static line => line.Message).Except(explained));

    [Fact]
    public void Every_sentence_for_operators_is_explained() => Repository.Clean(
        Sentences.All.Where(static one => !explained.Any(known => Begins(one.Sentence, known)) && !Elsewhere(one.Sentence))
            .Select(static one => $"docs/runbook.md does not explain \"{one.Sentence}\" of {one.File}"));

    [Fact]
    public void No_explained_sentence_is_said_by_nobody()
    {
        var lines = typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message).OfType<string>().ToHashSet();
        var health = Repository.Read("src", "Host", "Serving", "Health.cs") + Repository.Read("src", "Host", "JournalProbe.cs");
        Repository.Clean(explained.Where(one => one.Contains(' ', StringComparison.Ordinal) && !lines.Contains(one)
            && !Sentences.All.Any(said => Begins(said.Sentence, one))
            && !one.Split(Hole).All(part => health.Contains(part, StringComparison.Ordinal))));
    }

    [Fact]
    public void Sentences_are_found_in_code()
    {
        Assert.Equal(
            ["… is no file of ours ({…}): name another.".Replace("{…}", Hole, StringComparison.Ordinal)],
            Sentences.In(
                """throw new JournalOpenException($"{path} is no file of ours ({(e is null ? "a" : "b")}): " + "name another.", e);"""));
        Assert.Equal(["Node … left."], Sentences.In("""options.Noticed($"Node {mine.Node.Id} left.");"""));
        Assert.Empty(Sentences.In("""throw new InvalidOperationException("This is for us.");"""));
    }

    [Fact]
    public void Every_alarm_has_its_paragraph_and_asks_for_what_is_measured()
    {
        var rules = Yaml.Read("deploy/prometheus-alerts.yml").Items("groups").SelectMany(static group => group.Items("rules")).ToList();
        Assert.NotEmpty(rules);
        foreach (var rule in rules)
        {
            Assert.Contains($"### {rule["alert"].Text}\n", runbook, StringComparison.Ordinal);
            foreach (var name in Metric().Matches(rule["expr"].Text).Select(static one => one.Value))
                Assert.Contains(explained, known => known == name || name == $"{known}_bucket");
        }

        var alarms = runbook.Split("\n## ").Single(static one => one.StartsWith("Alarms", StringComparison.Ordinal));
        Assert.Equal(rules.Count, alarms.Split("\n### ").Length - 1);
    }

    [Fact]
    public void Every_setting_that_it_names_is_one()
    {
        var known = Host.Configuration.Setting.All.Append(Host.Configuration.Setting.Ops).Select(static setting => setting.Option)
            .Concat(["--dry-run", "--all", "--auto", "--nodes", "--drain"]).ToHashSet();
        Assert.Subset(known, Option().Matches(runbook).Select(static one => one.Value).ToHashSet());
    }

    [Fact]
    public void Its_own_links_lead_somewhere()
    {
        var headings = Heading().Matches(runbook)
            .Select(static one => one.Groups[1].Value.ToLowerInvariant().Replace(' ', '-')).ToHashSet();
        Assert.Subset(headings, Anchor().Matches(runbook).Select(static one => one.Groups[1].Value).ToHashSet());
    }

    /// <summary>Whether a sentence begins as the runbook has it; each <c>…</c> there stands for one in the sentence, or more.</summary>
    private static bool Begins(string sentence, string known) => Regex.IsMatch(
        sentence, "^" + string.Join(".*?", known.Split(Hole).Select(Regex.Escape)), RegexOptions.Singleline);

    /// <summary>What tools say, and not a server.</summary>
    private static bool Elsewhere(string sentence) => Tools()
        .Matches(runbook[runbook.IndexOf("Others are said by tools", StringComparison.Ordinal)..])
        .Any(known => Begins(sentence, known.Groups[1].Value));

    [GeneratedRegex(@"(?m)^\| `([^`]+)` \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"akkagame_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex("(?<=`|[ (])--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("(?m)^##+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(#([a-z-]+)\)")]
    private static partial Regex Anchor();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Tools();
}
