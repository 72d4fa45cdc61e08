using System.Text;

namespace AkkaGame.Host.Tests;

/// <summary>A folder of a test's own, and files in it.</summary>
public sealed class Folder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("akkagame-host-");

    public string Path => folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content, Encoding.Latin1);
        return this[name];
    }

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>
/// A game between clubs that never were, Harbour at Orchard: hits, errors, steals, a change of pitchers, and a man whose name is markup.
/// </summary>
internal static class MadeUpGame
{
    public const string Id = "ORC201707040";

    /// <summary>Its line, as <c>replay</c> prints it, without the spaces that align it.</summary>
    public const string Line = "2017-07-04 HBR 001000010 2-5-0 LOB 3 ORC 01010100x 3-4-1 LOB 2 ok";

    public const int Plays = 65;

    public static readonly string Text = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "2017ORC.EVN"), Encoding.Latin1);

    /// <summary>The same game again and again, on other days.</summary>
    public static string Season(int games) => string.Concat(Enumerable.Range(0, games).Select(OnDay));

    private static string OnDay(int number)
    {
        var day = new DateOnly(2017, 1, 1).AddDays(number);
        return Text.Replace(Id, $"ORC{day:yyyyMMdd}0", StringComparison.Ordinal)
            .Replace("2017/07/04", $"{day:yyyy/MM/dd}", StringComparison.Ordinal);
    }

    public static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
