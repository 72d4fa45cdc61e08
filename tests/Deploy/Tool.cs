using System.Diagnostics;

namespace AkkaGame.Deploy;

/// <summary>Programs of other makers that look over what stands in <c>deploy/</c>.</summary>
internal static class Tool
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    /// <summary>The test is skipped where there is no such program.</summary>
    public static void Need(string program, string otherwise) => Skip.IfNot(Has(program), $"{program} {otherwise}");

    /// <summary>The test fails with what the program says, should it not be content.</summary>
    public static async Task Content(string program, params string[] arguments)
    {
        var (code, said) = await Run(program, new Dictionary<string, string>(), arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}\n{said}");
    }

    public static async Task<(int Code, string Said)> Run(
        string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(patience);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, string.Concat(said));
    }

    private static bool Has(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
