using System.Diagnostics;
using System.Reflection;

namespace AkkaGame.Deploy;

/// <summary>The program as a process with an environment of its own.</summary>
internal sealed class Node : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);
    private static readonly string program =
        typeof(Node).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "AkkaGame").Value!;

    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly Process process;
    private readonly List<string> said = [];
    private string operators = "";

    private Node(IReadOnlyDictionary<string, string> environment, Process process) =>
        (this.environment, this.process) = (environment, process);

    public static async Task<(int Code, string Said)> Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var running = Start(environment, arguments);
        using var late = new CancellationTokenSource(patience);
        await running.process.WaitForExitAsync(late.Token);
        return (running.process.ExitCode, running.Said);
    }

    public static Node Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static key => key.StartsWith("AKKAGAME_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var node = new Node(environment, new Process { StartInfo = start });
        node.process.OutputDataReceived += (_, line) => node.Heard(line.Data);
        node.process.ErrorDataReceived += (_, line) => node.Heard(line.Data);
        node.process.Start();
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        return node;
    }

    public async Task Listens()
    {
        const string Beginning = "Operators on ";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < patience && !process.HasExited; await Task.Delay(20))
        {
            lock (said)
            {
                if (said.FirstOrDefault(static line => line.StartsWith(Beginning, StringComparison.Ordinal)) is not { } line) continue;
                operators = line[Beginning.Length..];
                return;
            }
        }

        throw new InvalidOperationException($"It never listened: {Said}");
    }

    /// <param name="asking">The command that a supervisor runs for it.</param>
    public async Task<(bool Ready, string Said)> BecomesReady(string[] asking)
    {
        var last = "";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < patience; await Task.Delay(100))
        {
            (var code, last) = await Run(environment, [.. asking, "--ops", operators]);
            if (code == 0) return (true, last);
        }

        return (false, last);
    }

    public void Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.WaitForExit(patience)) process.Kill();
        process.Dispose();
    }

    private string Said { get { lock (said) return string.Join('\n', said); } }

    private void Heard(string? line)
    {
        if (line is not null) lock (said) said.Add(line);
    }
}
