using System.Diagnostics;
using System.Globalization;

namespace AkkaGame.Host.Launching;

/// <summary>What a supervisor does to a process of this machine.</summary>
internal static class Supervisor
{
    /// <summary>Sends SIGTERM; returns before the process has ended.</summary>
    /// <returns>False where there is no such process, or it takes no signal from this user.</returns>
    public static async Task<bool> Terminate(int process, CancellationToken stop = default)
    {
        using var kill = Process.Start("kill", ["-TERM", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(stop);
        return kill.ExitCode == 0;
    }
}
