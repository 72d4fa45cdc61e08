using System.Diagnostics;

namespace AkkaGame.Host.Bench;

/// <summary>This very program as another process.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>What a server says before its addresses.</summary>
    public const string Listening = "Listening on ", Operators = "Operators on ";

    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    /// <summary>Its public address.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Where it answers operators.</summary>
    public Uri Ops { get; private set; } = null!;

    /// <summary>Serves an SQLite file, on free ports of this machine. Returns as soon as it says where.</summary>
    /// <exception cref="HouseClosedException">It ended instead; the message is what it said.</exception>
    public static async Task<ServerProcess> Serve(string file, CancellationToken stop)
    {
        var server = new ServerProcess(Begin(
            "serve", "--db", file, "--urls", "http://127.0.0.1:0", "--ops-urls", "http://127.0.0.1:0", "--log-level", "warning"));
        try
        {
            while (server.Url is null || server.Ops is null)
            {
                var line = await server.process.StandardOutput.ReadLineAsync(stop)
                    ?? throw new HouseClosedException($"the server ended: {await server.process.StandardError.ReadToEndAsync(stop)}");
                if (line.StartsWith(Listening, StringComparison.Ordinal)) server.Url = new(line[Listening.Length..]);
                if (line.StartsWith(Operators, StringComparison.Ordinal)) server.Ops = new(line[Operators.Length..]);
            }

            // What it says from now on is not of interest, but a full pipe would stop it.
            _ = server.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, stop);
            _ = server.process.StandardError.BaseStream.CopyToAsync(Stream.Null, stop);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The least that this program can do: it says its version and ends.</summary>
    public static async Task SayVersion(CancellationToken stop)
    {
        using var process = Begin("--version");
        await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
    }

    /// <summary>As kill -9 does; returns when it is gone.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static Process Begin(params IReadOnlyList<string> arguments)
    {
        var start = This(arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    /// <summary>This program, to be started once more.</summary>
    public static ProcessStartInfo This(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? throw new HouseClosedException("the system does not tell where this program is");
        var start = new ProcessStartInfo(program);
        // Started as 'dotnet akkagame.dll' it is started so again.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "akkagame.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }
}
