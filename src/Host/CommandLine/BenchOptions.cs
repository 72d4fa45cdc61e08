using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Host.Bench;

namespace AkkaGame.Host.CommandLine;

/// <summary>What the measurements have in common: how much, and how it is shown.</summary>
internal static class BenchOptions
{
    private const int RunsUnlessSaid = 5;

    /// <summary>Runs it with a folder of its own.</summary>
    public static async Task<int> InFolder(Func<string, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("akkagame-bench-");
        try
        {
            await measure(folder.FullName);
            return 0;
        }
        catch (Exception e) when (e is BenchRefusedException || e is AggregateException { InnerException: BenchRefusedException })
        {
            return Verbs.Fail(e.GetBaseException().Message);
        }
        finally
        {
            Begins(""); // Nothing is under way any more.
            folder.Delete(recursive: true);
        }
    }

    public static void Show(IReadOnlyList<Figure> figures, bool json)
    {
        Begins("");
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(figures, HostJson.Default.IReadOnlyListFigure));
        else BenchTables.Show(figures);
    }

    public static void Begins(string what)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K{what}");
    }

    public static Option<int> Runs() =>
        Number("--runs", "Runs that count; the median is shown, and one before warms up.", RunsUnlessSaid, 100);

    public static Option<int> Games(int unlessSaid) => Number("--games", "Games.", unlessSaid, 10_000_000);

    public static Option<bool> Json() => new("--json") { Description = "JSON instead of a table." };

    public static Option<bool> Plays() => new("--plays") { Description = "Plays with all that a scorer writes, instead of small notes." };

    public static Option<double> Seconds()
    {
        var option = new Option<double>("--seconds")
        {
            Description = "How long a run takes. Default: 5", DefaultValueFactory = static _ => 5, HelpName = "S",
        };
        option.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.01 and <= 3600)) result.AddError("--seconds is 0.01 to 3600.");
        });
        return option;
    }

    public static Option<int> Number(string name, string says, int unlessSaid, int most) =>
        Number(name, says, unlessSaid, Math.Min(1, unlessSaid), most);

    public static Option<int> Number(string name, string says, int unlessSaid, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{says} Default: {unlessSaid}"),
            DefaultValueFactory = _ => unlessSaid,
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < least || number > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {least} to {most}."));
        });
        return option;
    }

    /// <summary>Several sizes parted by commas.</summary>
    public static Option<int[]> Sizes(string name, string says, params int[] unlessSaid)
    {
        var shown = string.Join(',', unlessSaid);
        return new(name)
        {
            Description = $"{says}; several sizes parted by commas. Default: {shown}",
            HelpName = "N,...",
            DefaultValueFactory = _ => unlessSaid,
            CustomParser = result => Sizes(name, result.Tokens[0].Value, result.AddError),
        };
    }

    private static int[] Sizes(string name, string text, Action<string> wrong)
    {
        var sizes = text.Split(',')
            .Select(static one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        if (sizes.All(static one => one is >= 1 and <= 100_000)) return sizes;
        wrong($"{name} is numbers of 1 to 100000, parted by commas, as 64,256.");
        return [];
    }

    public static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(seconds);
}
