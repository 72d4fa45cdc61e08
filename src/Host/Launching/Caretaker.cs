using System.Diagnostics;

namespace AkkaGame.Host.Launching;

/// <summary>
/// A process that outlives this one just long enough: the pipe on which it waits closes when this process ends, killed or not, and then it
/// ends the nodes that are left, and PostgreSQL after them.
/// </summary>
internal sealed class Caretaker : IDisposable
{
    /// <summary>
    /// The last line on its input has the processes. What nobody buries still counts as alive, hence the end of the waiting.
    /// </summary>
    private const string Script = """
        trap '' INT TERM HUP QUIT
        exec > /dev/null 2>&1
        nodes= notes=$1
        shift
        while read -r line; do nodes=$line; done
        for node in $nodes; do kill -TERM "$node"; done
        patience=300
        for node in $nodes; do
            while kill -0 "$node" && [ $patience -gt 0 ]; do patience=$((patience - 1)); sleep 0.1; done
            kill -KILL "$node"
        done
        rm -f "$notes"
        [ $# -eq 0 ] || "$@"
        """;

    private readonly Process process;

    /// <param name="notes">The file that says who runs; it goes when nobody does.</param>
    /// <param name="last">The command that is run when no node is left; empty for none.</param>
    public Caretaker(string notes, IReadOnlyList<string> last) => process = Process.Start(
        new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", notes, .. last]) { RedirectStandardInput = true, WorkingDirectory = "/" })!;

    /// <summary>From now on these are the nodes.</summary>
    public void Watch(IEnumerable<int> nodes)
    {
        process.StandardInput.WriteLine(string.Join(' ', nodes));
        process.StandardInput.Flush();
    }

    /// <summary>Lets it do its work now; done when it is.</summary>
    public async Task Finish()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    public void Dispose() => process.Dispose();
}
