using System.Diagnostics;
using System.Globalization;
using AkkaGame.Host.Launching;

namespace AkkaGame.Host.Tests.Cluster;

/// <summary><c>akkagame cluster</c> in a folder of a test's own, on free ports.</summary>
internal sealed class LaunchedCluster : IDisposable
{
    private readonly string home;

    private LaunchedCluster(string home, AkkaGameProcess process) => (this.home, Process) = (home, process);

    public AkkaGameProcess Process { get; }

    public ClusterNotes Notes => ClusterFolder.Read(Path.Combine(home, ClusterFolder.UnlessSaid))!;

    /// <summary>The pages, as they were printed.</summary>
    public IReadOnlyList<Uri> Pages => [.. Process.Lines.Where(static line => line.StartsWith("node ", StringComparison.Ordinal))
        .Select(static line => new Uri(line.Split("page ")[1].Split(',')[0]))];

    public static async Task<LaunchedCluster> Start(Folder folder, int nodes, params string[] options)
    {
        string[] arguments = ["cluster", nodes.ToString(CultureInfo.InvariantCulture), "--port", "0", .. options];
        var cluster = new LaunchedCluster(folder.Path, AkkaGameProcess.Start(folder.Path, arguments));
        try
        {
            await cluster.Process.Says("Ctrl+C");
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Told to end: it does, in order, and so do its nodes.</summary>
    public async Task Stop()
    {
        var nodes = Notes.Nodes.Select(static node => node.Process).ToArray();
        Process.Terminate();
        Assert.True(await Process.Ended() == 0, Process.Errors);
        Assert.All(nodes, static node => Assert.False(Runs(node)));
        Assert.False(File.Exists(Path.Combine(home, ClusterFolder.UnlessSaid, "nodes.json")));
    }

    public static bool Runs(int process)
    {
        try
        {
            using var running = System.Diagnostics.Process.GetProcessById(process);
            return !running.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Ends what a failed test has left, as whoever looks after it does when it is killed.</summary>
    public void Dispose() => Process.Dispose();
}
