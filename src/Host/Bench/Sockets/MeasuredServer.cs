using System.Diagnostics;
using System.Globalization;
using AkkaGame.Host.CommandLine;
using AkkaGame.Host.Configuration;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>A server that is measured: ours, or one beside it.</summary>
internal sealed class MeasuredServer : Companion
{
    /// <summary>Names the program with the servers beside ours, in the environment.</summary>
    private const string YardsticksVariable = "AKKAGAME_YARDSTICKS";

    /// <summary>Where it is unless that says it: in this repository, built.</summary>
    private static readonly string[] yardsticks =
    [
        .. ((string[])["Release", "Debug"]).Select(static how =>
            Path.Combine("tests", "Benchmarks", "bin", how, "net10.0", "AkkaGame.Benchmarks.dll")),
    ];

    private MeasuredServer(ProcessStartInfo start, params IReadOnlyList<(string, string)> environment) : base(start, environment) { }

    public Uri Url { get; private set; } = null!;

    /// <summary>As whoever loads it is told.</summary>
    public ServerAt At => new(Url, Id);

    /// <summary>Where ours answers operators.</summary>
    public Uri? Ops { get; private set; }

    /// <summary>Of whoever sends commands to ours.</summary>
    public string? Token { get; private set; }

    /// <summary>Ours, with the bounds on single clients out of the way: on a PostgreSQL database, or on a file in its folder.</summary>
    /// <param name="folder">Of its own.</param>
    /// <param name="follows">Whether its read model does.</param>
    public static Task<MeasuredServer> Ours(string folder, string? postgres, bool follows, CancellationToken stop) => Ours(
        [folder, .. follows ? (string[])[BenchSocketsVerbs.ReadModel] : []],
        postgres is null ? [] : [(Setting.Postgres.Variable, postgres)], stop);

    /// <summary>Ours as one of several nodes.</summary>
    /// <param name="folder">The same for all of them: their keys are there.</param>
    /// <param name="peerPort">That is free on this machine.</param>
    /// <param name="lanes">Connections that append.</param>
    public static Task<MeasuredServer> Node(
        string folder, string postgres, int peerPort, int lanes, bool follows, CancellationToken stop)
    {
        var port = peerPort.ToString(CultureInfo.InvariantCulture);
        return Ours(
            [folder, .. follows ? (string[])[BenchSocketsVerbs.ReadModel] : []],
            [
                (Setting.Postgres.Variable, postgres), (Setting.PeerPort.Variable, port),
                (Setting.PeerAddress.Variable, PeerAddress(peerPort)), (Setting.SettleTime.Variable, "1s"),
                (Setting.Lanes.Variable, lanes.ToString(CultureInfo.InvariantCulture)),
            ],
            stop);
    }

    /// <summary>Where the nodes of a measurement reach one another.</summary>
    public static string PeerAddress(int peerPort) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{peerPort}");

    /// <summary>Ours with its journal in memory alone.</summary>
    public static Task<MeasuredServer> InMemory(string folder, CancellationToken stop) => Ours([folder, "--volatile"], [], stop);

    private static async Task<MeasuredServer> Ours(
        IEnumerable<string> arguments, IReadOnlyList<(string, string)> environment, CancellationToken stop)
    {
        var server = new MeasuredServer(ServerProcess.This([.. BenchSocketsVerbs.Server, .. arguments]), environment);
        return await server.Listens(isOurs: true, stop);
    }

    /// <param name="which">As <c>tests/Benchmarks yardstick</c> takes it.</param>
    /// <exception cref="BenchRefusedException">It is not built.</exception>
    public static async Task<MeasuredServer> Beside(CancellationToken stop, params IReadOnlyList<string> which)
    {
        var program = Find() ?? throw new BenchRefusedException(
            $"what it is held against is not built: dotnet build tests/Benchmarks -c Release, or name it with {YardsticksVariable}");
        var server = new MeasuredServer(new("dotnet", [program, "yardstick", .. which]));
        return await server.Listens(isOurs: false, stop);
    }

    /// <summary>Bytes, when everything that is not needed has gone: of its heap, and of the process.</summary>
    public async Task<(long Heap, long Resident)> Weigh(CancellationToken stop)
    {
        await Say(BenchServer.Weigh, stop);
        var bytes = (await Hear(BenchServer.Weighs, stop)).Split(' ');
        return (long.Parse(bytes[0], CultureInfo.InvariantCulture), long.Parse(bytes[1], CultureInfo.InvariantCulture));
    }

    private async Task<MeasuredServer> Listens(bool isOurs, CancellationToken stop)
    {
        try
        {
            Url = new(await Hear(ServerProcess.Listening, stop));
            if (!isOurs) return this;
            Ops = new(await Hear(ServerProcess.Operators, stop));
            Token = await Hear(BenchServer.Token, stop);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(YardsticksVariable) is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = yardsticks.Select(one => Path.Combine(folder.FullName, one)).FirstOrDefault(File.Exists);
            if (built is not null) return built;
        }

        return null;
    }
}
