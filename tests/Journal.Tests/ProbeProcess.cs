using System.Diagnostics;

namespace AkkaGame.Journal.Tests;

/// <summary>A server-like process that appends to a file until it is killed.</summary>
public sealed class ProbeProcess : IDisposable
{
    private readonly Process process;

    public ProbeProcess(string file)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Probe.Appender).Assembly.Location, "append", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    public int Id => process.Id;

    public StreamReader Output => process.StandardOutput;

    public async Task<string> FirstLine() => await Output.ReadLineAsync() ?? await process.StandardError.ReadToEndAsync();

    /// <summary>As the kernel does it: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task<(int Code, string Said)> Ended()
    {
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
