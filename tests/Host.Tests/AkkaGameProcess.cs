using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace AkkaGame.Host.Tests;

/// <summary>The program, started as its users start it.</summary>
internal sealed class AkkaGameProcess : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    private static readonly string program =
        typeof(AkkaGameProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "AkkaGame").Value!;

    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly List<string> lines = [];
    private readonly Lock reading = new();

    private AkkaGameProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public string Errors { get { lock (reading) return errors.ToString(); } }

    public IReadOnlyList<string> Lines { get { lock (reading) return [.. lines]; } }

    public bool HasExited => process.HasExited;

    /// <param name="home">Where it keeps its data unless told otherwise, so that no test touches its user's.</param>
    public static AkkaGameProcess Start(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = home,
        };
        start.Environment["XDG_DATA_HOME"] = home;
        var settings = start.Environment.Keys.Where(static key => key.StartsWith("AKKAGAME_", StringComparison.OrdinalIgnoreCase));
        foreach (var setting in settings.ToArray()) start.Environment.Remove(setting);
        // Many servers run side by side: each takes free ports.
        start.Environment["AKKAGAME_OPS_URLS"] = "http://127.0.0.1:0";
        start.Environment["AKKAGAME_PEER_PORT"] = "0";
        var started = new AkkaGameProcess(new Process { StartInfo = start });
        started.process.OutputDataReceived += (_, line) => started.Heard(line.Data, text => started.lines.Add(text));
        started.process.ErrorDataReceived += (_, line) => started.Heard(line.Data, text => started.errors.AppendLine(text));
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    private void Heard(string? text, Action<string> keep)
    {
        if (text is not null) lock (reading) keep(text);
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Run(string home, params string[] arguments)
    {
        using var running = Start(home, arguments);
        var code = await running.Ended();
        return (code, running.Lines, running.Errors);
    }

    public async Task<int> Ended()
    {
        using var late = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(late.Token);
        return process.ExitCode;
    }

    /// <summary>Waits for a line that says so.</summary>
    public async Task<string> Says(string beginning)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < patience; await Task.Delay(10))
        {
            var ended = process.HasExited;
            if (ended) await process.WaitForExitAsync();
            if (Lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } said) return said;
            if (ended) break;
        }

        throw new InvalidOperationException($"It never said '{beginning}'. It said: {string.Join('\n', Lines)}\n{Errors}");
    }

    /// <summary>As if somebody typed it, or piped it in.</summary>
    public void Write(string text)
    {
        try
        {
            process.StandardInput.Write(text);
            process.StandardInput.Flush();
        }
        catch (IOException) when (process.HasExited)
        {
            // It needed no more.
        }
    }

    /// <summary>Waits for so many lines, or for its end.</summary>
    public async Task HasSaid(int count)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < patience && Lines.Count < count && !process.HasExited) await Task.Delay(1);
    }

    /// <summary>As kill -9 does: no handler runs, nothing is flushed.</summary>
    public void Kill() => process.Kill();

    /// <summary>As an operator, or a supervisor, stops it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
