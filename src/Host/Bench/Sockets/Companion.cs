using System.Diagnostics;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// Another process of a measurement: a server, or whoever loads it. It is told and tells in lines, and ends with this one.
/// </summary>
internal class Companion : IDisposable
{
    private const string Setting = "AKKAGAME_";

    private readonly Process process;
    private readonly Task<string> errors;

    /// <param name="environment">Settings of this program under their names there; it has no others.</param>
    protected Companion(ProcessStartInfo start, params IReadOnlyList<(string Name, string Value)> environment)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith(Setting, StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    /// <summary>As if it ran on another machine: it gets what processor time others leave.</summary>
    public void StepBack() => process.PriorityClass = ProcessPriorityClass.BelowNormal;

    /// <summary>As kill -9 does; returns when it is gone.</summary>
    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task Say(string line, CancellationToken stop)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), stop);
        await process.StandardInput.FlushAsync(stop);
    }

    /// <summary>The rest of the next line that begins so.</summary>
    /// <exception cref="BenchRefusedException">It ended instead; the message is what it said.</exception>
    protected async Task<string> Hear(string begins, CancellationToken stop)
    {
        while (await process.StandardOutput.ReadLineAsync(stop) is { } line)
            if (line.StartsWith(begins, StringComparison.Ordinal)) return line[begins.Length..];
        throw new BenchRefusedException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ended: "
            + (await errors).Trim());
    }
}
