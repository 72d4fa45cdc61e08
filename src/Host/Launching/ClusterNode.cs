using System.Diagnostics;
using AkkaGame.Host.Bench;

namespace AkkaGame.Host.Launching;

/// <summary>One node of a cluster on this machine: this program, serving, as a process of its own.</summary>
internal sealed class ClusterNode : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StreamWriter log;
    private readonly TaskCompletionSource<(Uri Page, Uri Ops)> serves = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock writing = new();
    private bool isStarted;
    private Uri? page;
    private string lastWords = "";

    private ClusterNode(int number, Process process, StreamWriter log) => (Number, this.process, this.log) = (number, process, log);

    /// <summary>From 1.</summary>
    public int Number { get; }

    public int Id => process.Id;

    /// <summary>Where people go.</summary>
    public Uri Page { get; private set; } = null!;

    public Uri Ops { get; private set; } = null!;

    /// <summary>Starts it; done when it says where it listens.</summary>
    /// <param name="arguments">Of <c>serve</c>.</param>
    /// <param name="log">What it says is added there.</param>
    /// <exception cref="HouseClosedException">It ended instead; the message is the last that it said.</exception>
    public static async Task<ClusterNode> Start(int number, IEnumerable<string> arguments, string log, CancellationToken stop)
    {
        var start = ServerProcess.This(["serve", .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var node = new ClusterNode(number, new() { StartInfo = start }, new(log, append: true) { AutoFlush = true });
        try
        {
            node.process.OutputDataReceived += (_, line) => node.Heard(line.Data);
            node.process.ErrorDataReceived += (_, line) => node.Heard(line.Data);
            node.isStarted = node.process.Start();
            node.process.StandardInput.Close();
            node.process.BeginOutputReadLine();
            node.process.BeginErrorReadLine();
            var ended = node.process.WaitForExitAsync(stop);
            if (await Task.WhenAny(node.serves.Task, ended).WaitAsync(patience, stop) == ended)
            {
                stop.ThrowIfCancellationRequested();
                throw new HouseClosedException($"node {number} did not start: {node.lastWords}");
            }

            (node.Page, node.Ops) = await node.serves.Task;
            return node;
        }
        catch (Exception e)
        {
            node.Dispose();
            throw e is TimeoutException ? new HouseClosedException($"node {number} does not serve: see {log}", e) : e;
        }
    }

    public bool HasEnded => process.HasExited;

    /// <summary>When it has ended, by whatever: its exit code.</summary>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>As a supervisor tells it; returns before it has ended.</summary>
    public async Task Terminate()
    {
        if (!process.HasExited) await Supervisor.Terminate(process.Id);
    }

    /// <summary>Kills it where it still runs.</summary>
    public void Dispose()
    {
        if (isStarted && !process.HasExited) process.Kill();
        process.Dispose();
        lock (writing) log.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        lock (writing)
        {
            lastWords = line;
            if (log.BaseStream is { CanWrite: true }) log.WriteLine(line);
        }

        if (line.StartsWith(ServerProcess.Listening, StringComparison.Ordinal)) page = new(line[ServerProcess.Listening.Length..]);
        if (line.StartsWith(ServerProcess.Operators, StringComparison.Ordinal))
            serves.TrySetResult((page!, new(line[ServerProcess.Operators.Length..])));
    }
}
