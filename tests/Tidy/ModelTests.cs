using System.Diagnostics;

namespace AkkaGame.Tidy;

/// <summary>The model of the fence: the design holds in every order of events, and every weaker one is caught.</summary>
public class ModelTests
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    [SkippableFact]
    public async Task The_fence_holds_in_every_order_of_events_and_no_weaker_one_does()
    {
        Skip.If(Missing("spin"), "spin is absent from the feed: install it by hand, and docs/model is checked too.");
        Skip.If(Missing("cc"), "A C compiler is absent from the feed: install gcc by hand, and docs/model is checked too.");
        using var check = Process.Start(new ProcessStartInfo("/bin/sh", [Repository.Path("docs", "model", "check")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var late = new CancellationTokenSource(patience);
        var said = await Task.WhenAll(check.StandardOutput.ReadToEndAsync(late.Token), check.StandardError.ReadToEndAsync(late.Token));
        await check.WaitForExitAsync(late.Token);

        Assert.True(check.ExitCode == 0, string.Concat(said));
        var lines = said[0].Trim().Split('\n');
        Assert.StartsWith("the design: holds in all of ", lines[0], StringComparison.Ordinal);
        Assert.Equal(Switches().Count, lines.Skip(1).Count(static line => line.Contains(": found after ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_weaker_design_stands_in_the_paper_and_is_tried()
    {
        var paper = Repository.Read("docs", "model", "README.md");
        Assert.NotEmpty(Switches());
        // These two leave an assertion out, not a part of the design.
        var weakening = Switches().SelectMany(static one => one.Split(' ')).Except(["-DA1=0", "-DBEHIND=0"]);
        foreach (var named in weakening)
            Assert.Contains(named[2..], paper, StringComparison.Ordinal);
        foreach (var line in Repository.Read("docs", "model", "fence.pml").Split('\n').Where(Weakens))
            Assert.Contains(Switches(), tried => tried.Contains($"-D{line.Split(' ')[1]}=0", StringComparison.Ordinal));
    }

    /// <summary>A switch that is on in the design.</summary>
    private static bool Weakens(string line) =>
        line.StartsWith("#define ", StringComparison.Ordinal) && line.Contains("/* 0: ", StringComparison.Ordinal);

    private static List<string> Switches() =>
    [
        .. Repository.Read("docs", "model", "check").Split('\n')
            .Where(static line => line.StartsWith("breaks \"", StringComparison.Ordinal)).Select(static line => line.Split('"')[3]),
    ];

    private static bool Missing(string program) => !Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
