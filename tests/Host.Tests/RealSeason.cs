using AkkaGame.Baseball;
using AkkaGame.Host.Editions;

namespace AkkaGame.Host.Tests;

/// <summary>The season of real games, and the cards that are counted from it, once for all tests.</summary>
internal static class RealSeason
{
    private static readonly Lazy<Edition> cards = new(Count);

    private static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("AKKAGAME_RETROSHEET") is { Length: > 0 } set ? set : "../shared/retrosheet", "season-2018");

    /// <summary>Its event files; the test is skipped where they are not there.</summary>
    public static IReadOnlyList<string> Files
    {
        get
        {
            var files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "2018*.EV?").Order(StringComparer.Ordinal).ToArray() : [];
            Skip.If(files.Length == 0, $"No event files in {Folder}; AKKAGAME_RETROSHEET names the folder of real games.");
            return files;
        }
    }

    public static Edition Cards => cards.Value;

    private static Edition Count()
    {
        var counted = CountedFiles.Of(Files, 2, static _ => { }, default);
        Assert.Empty(counted.Troubles);
        return CardPress.Print(counted.Count, "2018", null, counted.Clubs, counted.People);
    }
}
