using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>The program as an operator starts it, and its games asked over its operators' port.</summary>
public sealed class ServerProcess : IServed, IDisposable
{
    private static readonly string program =
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "AkkaGame").Value!;

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpClient http = null!;

    private ServerProcess(string home, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        const string Free = "http://127.0.0.1:0";
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--urls", Free, "--ops-urls", Free, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home,
        };
        start.Environment["XDG_DATA_HOME"] = home;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether the program was built with the engine on Akka.NET.</summary>
    public static bool HasAkka { get; } =
        File.ReadAllText(Path.ChangeExtension(program, ".deps.json")).Contains("\"AkkaGame.Actors.Akka", StringComparison.Ordinal);

    public Task Ended => process.WaitForExitAsync();

    public int Id => process.Id;

    /// <summary>What of its memory is in the machine's, bytes. Linux only.</summary>
    public long Resident => 1024 * long.Parse(
        File.ReadLines($"/proc/{Id}/status").Single(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Files and sockets that it has open. Linux only.</summary>
    public int Files => Directory.GetFiles($"/proc/{Id}/fd").Length;

    public bool IsRunning => !process.HasExited;

    /// <summary>Where everybody but operators connects.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    /// <summary>Starts it and waits until its operators' port listens.</summary>
    /// <param name="home">Where it keeps its data unless told otherwise.</param>
    public static Task<ServerProcess> Start(string home, params string[] arguments) => Start(home, arguments, null);

    /// <inheritdoc cref="Start(string, string[])"/>
    /// <param name="environment">What else stands in its environment.</param>
    /// <exception cref="InvalidOperationException">It ended instead; with what it said.</exception>
    public static async Task<ServerProcess> Start(
        string home, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var server = new ServerProcess(home, arguments, environment);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        if (await Task.WhenAny(server.ready.Task, server.process.WaitForExitAsync(late.Token)) != server.ready.Task)
        {
            server.Dispose();
            throw new InvalidOperationException($"The server does not serve: {server.Said}");
        }

        server.http = new() { BaseAddress = await server.ready.Task, Timeout = Timeout.InfiniteTimeSpan };
        server.http.DefaultRequestHeaders.Add("AkkaGame-Ops", "1");
        return server;
    }

    public async Task<Answer> Send(GameId game, Envelope command, CancellationToken stop)
    {
        var wire = WireNames.Of(command.Command);
        var frame = new
        {
            id = command.Id.Value,
            k = wire.Name,
            d = JsonSerializer.SerializeToElement(command.Command, wire.Json),
            play = command.Play,
            by = new { who = command.By.Who, role = "scorer" },
        };
        using var answer = await http.PostAsJsonAsync($"/ops/v1/games/{game}/commands", frame, stop);
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
        var root = body.RootElement;
        if (answer.IsSuccessStatusCode)
            return new Receipt(command.Id, root.GetProperty("to").GetInt32(), root.GetProperty("dup").GetBoolean());
        return new Refusal(Code(root.GetProperty("code").GetString()!), null, null, root.GetProperty("detail").GetString()!, Retry(root));
    }

    public async Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop)
    {
        using var answer = await http.GetAsync(new Uri($"/ops/v1/games/{game}/state", UriKind.Relative), stop);
        if (!answer.IsSuccessStatusCode) return null;
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
        var state = StateJson.Read(JsonSerializer.SerializeToUtf8Bytes(body.RootElement.GetProperty("state")));
        return (state.Ledger.Seq, Convert.ToHexStringLower(StateHash.Of(state)));
    }

    /// <summary>The sum of a counter over all its labels, as Prometheus would read it; 0 where it never counted.</summary>
    public async Task<double> Counted(string name)
    {
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is '{' or ' ')
            .Sum(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>As the kernel does it: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        process.Kill();
        await Ended;
    }

    /// <summary>As a supervisor does it; done when it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Terminate()
    {
        await Signal("TERM");
        await Ended;
        return process.ExitCode;
    }

    /// <summary>Waits until it ends without being told to.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsByItself()
    {
        await Ended;
        return process.ExitCode;
    }

    /// <summary>Stops it where it stands: nothing of it runs until it is to go on.</summary>
    public Task Pause() => Signal("STOP");

    public Task GoOn() => Signal("CONT");

    /// <summary>How many files and sockets it may have open from now on; null for as many as it could at its start. Linux only.</summary>
    public async Task LimitFiles(int? most)
    {
        var limit = most is { } files
            ? files.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : File.ReadLines($"/proc/{Id}/limits").Single(static line => line.StartsWith("Max open files", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        using var prlimit = Process.Start("prlimit", [$"--pid={Id}", $"--nofile={limit}:"]);
        await prlimit.WaitForExitAsync();
        Assert.Equal(0, prlimit.ExitCode);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        http?.Dispose();
        process.Dispose();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        lock (said) said.AppendLine(line);
        const string Operators = "Operators on ", Public = "Listening on ";
        if (line.StartsWith(Public, StringComparison.Ordinal)) Url = new(line[Public.Length..]);
        if (line.StartsWith(Operators, StringComparison.Ordinal)) ready.TrySetResult(new(line[Operators.Length..]));
    }

    private static RefusalCode Code(string name) =>
        Enum.Parse<RefusalCode>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static Retry Retry(JsonElement problem) => problem.GetProperty("retry").GetString() switch
    {
        "same-id" => Messages.Retry.SameId,
        "new-id" => Messages.Retry.NewId,
        "after" => Messages.Retry.After,
        _ => Messages.Retry.Never,
    };
}
