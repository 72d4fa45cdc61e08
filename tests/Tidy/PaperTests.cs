using System.Text.RegularExpressions;

namespace AkkaGame.Tidy;

/// <summary>The papers a reader looks for are there, and SQL is where it belongs.</summary>
public partial class PaperTests
{
    private const string Notice =
        "The information used here was obtained free of charge from and is copyrighted by Retrosheet. "
        + "Interested parties may contact Retrosheet at \"www.retrosheet.org\".";

    [Fact]
    public void Every_room_has_a_README() => Assert.Empty(Unexplained(
        Repository.Rooms().Select(room => (room, Repository.Files($"src/{room}").ToArray()))));

    [Fact]
    public void A_room_without_one_is_found()
    {
        Assert.Equal(["Attic"], Unexplained([("Attic", ["src/Attic/Box.cs"]), ("Hall", ["src/Hall/Hall.cs", "src/Hall/README.md"])]));
        // A room that nobody has furnished needs no explanation yet.
        Assert.Empty(Unexplained([("Cellar", ["src/Cellar/Cellar.csproj"])]));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("NOTICE")]
    [InlineData("src/Retrosheet/README.md")]
    public void The_notice_stands_where_real_games_are_used(string file) => Assert.True(
        !IsFurnished("Retrosheet") || HasNotice(Repository.Read(file)), $"{file} does not carry Retrosheet's notice word for word.");

    [Fact]
    public void A_notice_with_a_word_missing_is_found()
    {
        Assert.True(HasNotice("# Title\n\n" + Notice.Replace(". ", ".\n", StringComparison.Ordinal)));
        Assert.False(HasNotice(Notice.Replace("free of charge ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void SQL_stands_only_in_the_journal() => Assert.DoesNotContain(
        Repository.Files("src").Where(file => !file.StartsWith("src/Journal/", StringComparison.Ordinal)),
        file => file.EndsWith(".sql", StringComparison.Ordinal)
            || (file.EndsWith(".cs", StringComparison.Ordinal) && HasSql(Repository.Read(file))));

    [Theory]
    [InlineData("""command.CommandText = "select seq from event";""", true)]
    [InlineData("""var text = "INSERT INTO event VALUES (1)";""", true)]
    [InlineData("\"\"\"\n    update game set head = 1\n", true)]
    [InlineData("// Select the pitcher from the bullpen.", false)]
    [InlineData("var pitcher = from man in men select man;", false)]
    public void SQL_elsewhere_is_found(string line, bool found) => Assert.Equal(found, HasSql(line));

    [Fact]
    public void The_changelog_has_its_three_headings() => Assert.Equal(
        ["### Safety and performance", "### Features", "### Internals"],
        Repository.Read("CHANGELOG.md").Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Take(3));

    [Fact]
    public void Links_between_papers_lead_somewhere() => Assert.Empty(
        Repository.Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Broken(Path.GetDirectoryName(file) ?? "", Repository.Read(file)).Select(link => $"{file}: {link}")));

    [Fact]
    public void A_broken_link_is_found() => Assert.Equal(
        ["nowhere.md"], Broken("", "[a](README.md) [b](nowhere.md) [c](https://example.org) [d](#here) [e](hocon/README.md#top)"));

    private static IEnumerable<string> Unexplained(IEnumerable<(string Room, string[] Files)> rooms) => rooms
        .Where(room =>
            room.Files.Any(file => file.EndsWith(".cs", StringComparison.Ordinal)) && !room.Files.Contains($"src/{room.Room}/README.md"))
        .Select(room => room.Room);

    private static bool IsFurnished(string room) =>
        Repository.Files($"src/{room}").Any(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static bool HasNotice(string text) => Spaces().Replace(text, " ").Contains(Notice, StringComparison.Ordinal);

    private static bool HasSql(string code) => Sql().IsMatch(code);

    private static IEnumerable<string> Broken(string folder, string text) => Link().Matches(text)
        .Select(match => match.Groups[1].Value).Where(link => !Path.Exists(Repository.Path(folder, link)));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        "\"\\s*(select\\s[^\"]*\\sfrom\\s|insert\\s+into\\s|update\\s+\\w+\\s+set\\s|delete\\s+from\\s|create\\s+(table|index)\\s)",
            RegexOptions.IgnoreCase)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex Link();
}
