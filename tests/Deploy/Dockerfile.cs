using System.Text.Json;
using System.Text.RegularExpressions;

namespace AkkaGame.Deploy;

/// <summary>The Dockerfile's instructions, their continued lines joined.</summary>
internal static partial class Dockerfile
{
    public static readonly IReadOnlyList<(string Word, string Text)> Instructions =
    [
        .. Continued().Replace(Comment().Replace(Repository.Read("deploy", "Dockerfile"), ""), " ").Split('\n')
            .Select(static line => line.Trim()).Where(static line => line.Length > 0)
            .Select(static line => (line.Split(' ')[0], line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim())),
    ];

    /// <summary>Those of the image that runs.</summary>
    public static IReadOnlyList<(string Word, string Text)> Last { get; } =
        [.. Instructions.Skip(Instructions.Select(static (one, at) => one.Word == "FROM" ? at : -1).Max())];

    public static IReadOnlyDictionary<string, string> Environment { get; } = Last.Where(static one => one.Word == "ENV")
        .SelectMany(static one => Pair().Matches(one.Text))
        .ToDictionary(static one => one.Groups[1].Value, static one => one.Groups[2].Value);

    /// <summary>What is asked to find out whether a container is well, without the program's name.</summary>
    public static string[] Healthcheck { get; } =
        [.. JsonSerializer.Deserialize<string[]>(Last.Single(static one => one.Word == "HEALTHCHECK").Text.Split("CMD ")[1])!.Skip(1)];

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"(?m)^#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Pair();
}
