using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AkkaGame.Tidy;

/// <summary>How source reads: short files, short lines, nothing half done, and nothing about how it came to be.</summary>
public partial class SourceTests
{
    private const int LinesMax = 500;
    private const int ColumnsMax = 140;

    private static readonly string[] code = [".cs", ".sql", ".js", ".css", ".html"];
    private static readonly string[] text = [.. code, ".csproj", ".props", ".targets", ".md", ".txt", ".csv", ".json", ".conf", ".sh", ""];

    /// <summary>
    /// Words that tell how a text was made, not what it says; no reader of a product needs them. Kept as the first 8 hexadecimal digits of
    /// their SHA-256, so that this file passes its own check. To see whether a word is one: <c>printf WORD | sha256sum</c>.
    /// </summary>
    private static readonly HashSet<string> makers =
    [
        "053ea480", "32e83e92", "386ebc0e", "3ea125d0", "487b9104", "57de4cf4", "5d724362", "60965168",
        "7d3194f7", "94a168d2", "c247e980", "c70eca6b", "c857d09d", "d298391b", "de2187af",
    ];

    [Fact]
    public void Files_are_chapters_and_lines_fit_a_page() => Repository.Clean(Everywhere(code, Sizes));

    [Fact]
    public void Nothing_is_half_done() => Repository.Clean(Everywhere(code, HalfDone));

    [Fact]
    public void The_text_speaks_of_the_product() => Repository.Clean(Everywhere(text, file => Makers(file, makers)));

    [Fact]
    public void A_long_file_and_a_long_line_are_found()
    {
        Assert.Empty(Sizes(Lines(LinesMax, "x")));
        Assert.Equal(["501 lines, at most 500"], Sizes(Lines(LinesMax + 1, "x")));
        Assert.Empty(Sizes(new string('x', ColumnsMax)));
        Assert.Equal(["1: 141 columns, at most 140"], Sizes(new string('x', ColumnsMax + 1)));
    }

    [Theory]
    [InlineData("T" + "ODO")]
    [InlineData("FIX" + "ME")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("    #reg" + "ion Rules")]
    [InlineData("#pragma warning dis" + "able CA1000")]
    public void Something_half_done_is_found(string line) => Assert.Equal([$"2: {line.Trim()}"], HalfDone("first\n" + line));

    [Fact]
    public void A_makers_word_is_found_in_any_case_and_only_as_a_word()
    {
        HashSet<string> sample = [Hash("zeppelin")];
        Assert.Equal(["2: a word about the making, not the product"], Makers("fine\nmade by Zeppelin-9\n", sample));
        Assert.Empty(Makers("zeppelins are fine", sample));
    }

    [Fact]
    public void The_list_of_makers_words_is_in_use() => Assert.Contains(Hash(new string([.. "tpgtahc".Reverse()])), makers);

    private static IEnumerable<string> Sizes(string content)
    {
        var lines = content.TrimEnd('\n').Split('\n');
        if (lines.Length > LinesMax) yield return $"{lines.Length} lines, at most {LinesMax}";
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].Length > ColumnsMax) yield return $"{i + 1}: {lines[i].Length} columns, at most {ColumnsMax}";
    }

    private static IEnumerable<string> HalfDone(string content) =>
        content.Split('\n').Index().Where(line => Unfinished().IsMatch(line.Item)).Select(line => $"{line.Index + 1}: {line.Item.Trim()}");

    private static IEnumerable<string> Makers(string content, HashSet<string> words) =>
        content.Split('\n').Index()
            .Where(line => Word().EnumerateMatches(line.Item) is var found && AnyIn(found, line.Item, words))
            .Select(line => $"{line.Index + 1}: a word about the making, not the product");

    private static bool AnyIn(Regex.ValueMatchEnumerator found, string line, HashSet<string> words)
    {
        foreach (var match in found)
            if (words.Contains(Hash(line.AsSpan(match.Index, match.Length).ToString().ToLowerInvariant()))) return true;
        return false;
    }

    private static string Hash(string word) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(word)).AsSpan(0, 4));

    private static IEnumerable<string> Everywhere(string[] kinds, Func<string, IEnumerable<string>> check) =>
        Repository.Files().Where(file => kinds.Contains(Path.GetExtension(file)))
            .SelectMany(file => check(Repository.Read(file)).Select(found => $"{file}: {found}"));

    private static string Lines(int count, string line) => string.Join('\n', Enumerable.Repeat(line, count)) + "\n";

    [GeneratedRegex(@"\b(TO(?:DO)|FIX(?:ME)|HA(?:CK)|NotImplemented(?:Exception))\b|^\s*#reg(?:ion)|^\s*#pragma warning dis(?:able)")]
    private static partial Regex Unfinished();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
