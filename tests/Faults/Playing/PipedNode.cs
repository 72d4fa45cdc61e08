using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Faults.Playing;

/// <summary>A process with an engine in it, which is asked through its pipes and may be told at which point to die.</summary>
public sealed class PipedNode : IServed, IDisposable
{
    private const string Nothing = "-";

    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string[]>> waiting = [];
    private readonly Lock writing = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked;

    private PipedNode(string store, string? dieAt, string[] options)
    {
        string[] line = [typeof(Journal.Probe.Appender).Assembly.Location, "engine", store, .. options];
        process = Process.Start(new ProcessStartInfo("dotnet", dieAt is null ? line : [.. line, "--die", dieAt])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, e) =>
        {
            lock (errors) errors.AppendLine(e.Data);
        };
        process.BeginErrorReadLine();
        _ = Listen();
    }

    public int Id => process.Id;

    /// <summary>Where its gateway listens.</summary>
    public Uri Sockets { get; private set; } = null!;

    /// <summary>Done when the process is gone.</summary>
    public Task Ended => process.WaitForExitAsync();

    /// <summary>Starts it and waits until it takes requests.</summary>
    /// <param name="store">A SQLite file, or a connection string of PostgreSQL.</param>
    /// <param name="dieAt">As <c>append.afterCommit:100</c>.</param>
    public static async Task<PipedNode> Start(string store, string? dieAt = null, params string[] options)
    {
        var node = new PipedNode(store, dieAt, options);
        if (await Task.WhenAny(node.ready.Task, node.Ended) != node.ready.Task) throw new InvalidOperationException(node.Said());
        return node;
    }

    public async Task<Answer> Send(GameId game, Envelope command, CancellationToken stop)
    {
        var wire = WireNames.Of(command.Command);
        var json = JsonSerializer.Serialize(command.Command, wire.Json);
        var (by, decision) = (command.By, command.Decision?.ToString() ?? Nothing);
        var side = by.Side?.ToString() ?? Nothing;
        var said = await Ask(string.Create(
            CultureInfo.InvariantCulture,
            $"ask {game} {command.Id} {command.Play} {decision} {by.Role} {side} {by.Who} {wire.Name} {json}"), stop);
        return said switch
        {
            ["ok", var last, var duplicate] =>
                new Receipt(command.Id, Number(last), bool.Parse(duplicate)),
            ["no", var code, var retry, var field, var rule] =>
                new Refusal(Enum.Parse<RefusalCode>(code), Value(field), Value(rule), "", Enum.Parse<Retry>(retry)),
            _ => throw new InvalidOperationException(string.Join(' ', said)),
        };
    }

    public async Task<(int Seq, string Hash)?> Look(GameId game, CancellationToken stop) => await Ask($"look {game}", stop) switch
    {
        ["at", var seq, var hash] => (Number(seq), hash),
        _ => null,
    };

    /// <summary>The whole game, as if it had not begun where there is none; null where it would not say.</summary>
    public async Task<GameState?> State(GameId game, CancellationToken stop) => await Ask($"state {game}", stop) switch
    {
        ["at", var state] => StateJson.Read(Convert.FromBase64String(state)),
        ["none", nameof(RefusalCode.NotFound)] => GameState.New(game),
        _ => null,
    };

    /// <summary>The events of a game, in groups that say nothing of who asked for them and when.</summary>
    public async Task<IReadOnlyList<EventGroup>> History(GameId game, CancellationToken stop)
    {
        var said = await Ask($"history {game}", stop);
        return
        [
            .. from one in JsonNode.Parse(Convert.FromBase64String(said[1]))!.AsArray()
               select new EventGroup(
                   game, one!["first"]!.GetValue<int>(), default, 0, 0, Author.System, Cause.Command, 1,
                   new([.. one["events"]!.AsArray().Select(happened => Event(happened!))])),
        ];
    }

    /// <summary>As the kernel does it: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        process.Kill();
        await Ended;
    }

    /// <summary>Ends it in order: games keep their snapshots.</summary>
    public async Task Stop()
    {
        process.StandardInput.Close();
        await Ended;
        if (process.ExitCode != 0) throw new InvalidOperationException(Said());
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private async Task<string[]> Ask(string request, CancellationToken stop)
    {
        var number = Interlocked.Increment(ref asked);
        var answer = waiting[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (writing) process.StandardInput.WriteLine($"{number} {request}");
        return await answer.Task.WaitAsync(stop);
    }

    private async Task Listen()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("sockets ", StringComparison.Ordinal)) Sockets = new(line[8..]);
            else if (line == "ready") ready.TrySetResult();
            else if (line.Split(' ') is [var number, .. var said] && waiting.TryRemove(Number(number), out var who)) who.TrySetResult(said);
        }

        foreach (var who in waiting.Values) who.TrySetException(new IOException("The process is gone."));
    }

    private static GameEvent Event(JsonNode said)
    {
        var name = said["name"]!.GetValue<string>();
        return (GameEvent)said["body"].Deserialize(WireNames.Events.Single(wire => wire.Name == name).Json)!;
    }

    private static string? Value(string said) => said == Nothing ? null : said;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private string Said()
    {
        lock (errors) return $"The node ended with code {process.ExitCode}: {errors}";
    }
}
