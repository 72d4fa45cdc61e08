using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;
using AkkaGame.Proxy;

namespace AkkaGame.Host.CommandLine;

/// <summary>
/// <c>akkagame proxy check</c>: runs a client through a bad network, seed by seed, and holds its last word against the server.
/// </summary>
internal static class ProxyCheckVerb
{
    private const string Description = """
        Run a client through a bad network, once for each seed, and see whether it ends where the server does.

        The client is a command; {url} in it becomes the proxy's address, {seed} the seed. It takes part in a game, or watches
        one, ends with exit code 0, and the last line that it prints says where: GAME SEQ HASH, the game's id, the seq of the
        last event that it has, and its view's hash there. Without a command the client is akkagame play --auto.
        Plain HTTP passes untouched: what is checked is the socket. See docs/conformance.md.
        """;

    /// <summary>Lines that a client says last are shown where it fails.</summary>
    private const int LastWords = 5;

    private static readonly TimeSpan longest = TimeSpan.FromHours(2);

    public static Command Create()
    {
        var client = new Argument<string[]>("client")
        {
            Description = "The client's command, after a --, such as: -- node client.js {url}", Arity = ArgumentArity.ZeroOrMore,
        };
        var to = ProxyVerb.Address("--to", "The server.", ProxyVerb.Server);
        var seeds = new Option<int[]?>("--seeds")
        {
            // The library gives an array that was not named as an empty one, not as null.
            Description = "As 1,2,7 or 1-20. Default: 1-5", HelpName = "N,...", DefaultValueFactory = static _ => [1, 2, 3, 4, 5],
            CustomParser = static result => Seeds(result.Tokens[0].Value, result.AddError),
        };
        var time = new Option<TimeSpan?>("--time")
        {
            Description = "How long a client may take for one seed. Default: 10m", HelpName = "TIME",
            CustomParser = static result =>
            {
                if (Durations.Read(result.Tokens[0].Value) is { } read && read <= longest) return read;
                result.AddError($"--time is a time up to {Durations.Write(longest)}, such as 10m");
                return null;
            },
        };
        var check = new Command("check", Description) { client, to, seeds, time };
        check.SetAction((parsed, stop) => Run(
            parsed.GetValue(client) ?? [], parsed.GetValue(to) ?? new(ProxyVerb.Loopback, ProxyVerb.Server),
            parsed.GetValue(seeds) ?? [], parsed.GetValue(time) ?? TimeSpan.FromMinutes(10), stop));
        return check;
    }

    private static async Task<int> Run(string[] client, DnsEndPoint to, int[] seeds, TimeSpan time, CancellationToken stop)
    {
        using var api = new GameApi(new Uri($"http://{to.Host}:{to.Port}"), new());
        var failed = 0;
        foreach (var seed in seeds)
        {
            await using var proxy = new FaultProxy(to, plan: Plan.Mix(seed) with { Refuse = 0, SparesHttp = true });
            var (wrong, verdict) = await Ended(client, $"http://{ProxyVerb.Loopback}:{proxy.Port}", seed, time, stop);
            if (verdict is { } said) wrong = await Against(api, said, stop);
            if (wrong is not null) failed++;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {wrong ?? $"as the server: {verdict}"}"));
            Console.Out.WriteLine($"    {proxy.Tally}");
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seeds.Length - failed} of {seeds.Length} seeds in order"));
        return failed == 0 ? 0 : Verbs.NotOk;
    }

    /// <summary>Where a client says that it stands.</summary>
    private sealed record Verdict(GameId Game, int Seq, string Hash)
    {
        public static Verdict? Read(string? line) =>
            line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var game, var seq, { Length: 16 } hash]
            && Guid.TryParse(game, out var id) && int.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(new(id), number, hash)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Game} at {Seq}, {Hash}");
    }

    private static async Task<string?> Against(GameApi api, Verdict said, CancellationToken stop)
    {
        try
        {
            var view = await api.State(said.Game, stop: stop);
            var hash = ViewText.Hash(ViewText.Of(view));
            return view.Seq == said.Seq && hash == said.Hash
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"the client ended at {said.Seq} with {said.Hash}, the server has {view.Seq} with {hash}");
        }
        catch (RefusedException e)
        {
            return $"the server does not show the game: {e.Refusal.Message}";
        }
    }

    private static async Task<(string? Wrong, Verdict? Said)> Ended(
        string[] client, string url, int seed, TimeSpan time, CancellationToken stop)
    {
        var number = seed.ToString(CultureInfo.InvariantCulture);
        var start = client.Length == 0
            ? ServerProcess.This(["play", url, "--auto", "--proof", "--seed", number])
            : new ProcessStartInfo(client[0], client[1..].Select(Filled));
        start.RedirectStandardOutput = true;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(time);
        using var process = Start(start);
        if (process is null) return ($"{start.FileName} cannot be started", null);
        var last = new Queue<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                last.Enqueue(line);
                if (last.Count > LastWords) last.Dequeue();
            }

            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ($"the client has not ended after {Durations.Write(time)}", null);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode is not 0 and var code)
        {
            var words = string.Join(" | ", last);
            return (string.Create(CultureInfo.InvariantCulture, $"the client ended with exit code {code}: {words}"), null);
        }

        return Verdict.Read(last.LastOrDefault()) is { } said
            ? (null, said)
            : ($"the client's last line is no GAME SEQ HASH: {last.LastOrDefault()}", null);

        string Filled(string argument) =>
            argument.Replace("{url}", url, StringComparison.Ordinal).Replace("{seed}", number, StringComparison.Ordinal);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int[]? Seeds(string text, Action<string> wrong)
    {
        var seeds = text.Split(',').SelectMany(static one => one.Split('-') switch
        {
            [var single] when Durations.Whole(single) is { } number => [number],
            [var from, var to] when Durations.Whole(from) is { } first && Durations.Whole(to) is { } last && last >= first
                && last - first < 10_000 => Enumerable.Range(first, last - first + 1),
            _ => [-1],
        }).ToArray();
        if (seeds.All(static one => one >= 0)) return seeds;
        wrong("--seeds is numbers, as 1,2,7 or 1-20");
        return null;
    }
}
