using System.Text;
using System.Text.RegularExpressions;

namespace AkkaGame.Deploy;

/// <summary>What the sources say to operators: the texts that are handed to the log, or end a start.</summary>
internal static partial class Sentences
{
    private const char Hole = '…';

    private static readonly string[] rooms = ["Cluster", "Journal", "Host"];

    /// <summary>Folders of Host whose words are not a server's.</summary>
    private static readonly string[] others = ["Bench", "Drilling", "Launching", "Playing", "Replay", "CommandLine", "Describing"];

    /// <summary>Each sentence with its file, and <c>…</c> for what differs.</summary>
    public static List<(string File, string Sentence)> All { get; } =
    [
        .. rooms.SelectMany(static room => Repository.Files($"src/{room}"))
            .Where(static file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(static file => !others.Any(one => file.StartsWith($"src/Host/{one}/", StringComparison.Ordinal)))
            .SelectMany(static file => In(Repository.Read(file)).Select(sentence => (file, sentence))).Distinct(),
    ];

    public static IEnumerable<string> In(string code) =>
        Handed().Matches(code).Select(match => Said(code, match.Index + match.Length))
            .Concat(
                Arms().Matches(ArmsAreSentences().IsMatch(code) ? code : "").Select(match => Said(code, match.Index + match.Length)))
            .Where(static sentence => Words().Count(sentence) > 1);

    /// <summary>The literals of one expression, up to the bracket, comma or semicolon that ends it.</summary>
    private static string Said(string code, int at)
    {
        var sentence = new StringBuilder();
        for (var depth = 0; at < code.Length; at++)
        {
            if (code[at] == '"') at = Literal(code, at, sentence);
            else if (code[at] is '(' or '[') depth++;
            else if (code[at] is ')' or ']' && depth-- == 0) break;
            else if (code[at] is ';' || (code[at] == ',' && depth == 0 && sentence.Length > 0)) break;
        }

        return sentence.ToString();
    }

    /// <returns>Where the closing quote is.</returns>
    private static int Literal(string code, int at, StringBuilder sentence)
    {
        var isInterpolated = code[at - 1] == '$';
        for (at++; code[at] != '"'; at++)
        {
            if (isInterpolated && code[at] == '{')
            {
                sentence.Append(Hole);
                at = Closing(code, at);
            }
            else
            {
                if (code[at] == '\\') at++;
                sentence.Append(code[at]);
            }
        }

        return at;
    }

    private static int Closing(string code, int at)
    {
        for (var depth = 0; ; at++)
        {
            if (code[at] == '{') depth++;
            else if (code[at] == '}' && --depth == 0) return at;
            else if (code[at] == '"') at = Literal(code, at, new());
        }
    }

    /// <summary>Before which a text stands that operators read.</summary>
    [GeneratedRegex(
        @"(new (JournalOpen|HouseClosed)Exception\(|JournalOpenException Of\(|[nN]oticed\("
        + @"|Log\.(Warned|Noticed)\(\s*log(s\.CreateLogger\(""[^""]*""\))?,|\bFailed\((?=\$?"")"
        + @"|(Missing|keyless|Warning) =|return Refusals\.Unavailable\((?="")"
        // Two sentences: the first failure, and that it is over.
        + @"|new\((?=""[^""]*"", ""[^""]*"", time, options)|(?<=new\(""[^""]*""), (?=""[^""]*"", time, options))")]
    private static partial Regex Handed();

    [GeneratedRegex(@"[A-Za-z]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"(=>|return)\s+(?=\$?"")")]
    private static partial Regex Arms();

    [GeneratedRegex(@"class (PostgresRefusal|PeerPort|Namesakes)\b")]
    private static partial Regex ArmsAreSentences();
}
