using System.Runtime.InteropServices;

namespace AkkaGame.Host.CommandLine;

/// <summary>
/// Whether a verb was told to end: by Ctrl+C, a supervisor, or the end of its terminal. It ends by itself then, in order.
/// </summary>
internal sealed class ToldToEnd : IDisposable
{
    private readonly CancellationTokenSource told;
    private readonly PosixSignalRegistration[] signals;

    /// <param name="stop">Tells it too.</param>
    public ToldToEnd(CancellationToken stop = default)
    {
        told = CancellationTokenSource.CreateLinkedTokenSource(stop);
        signals =
        [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
                .Select(signal => PosixSignalRegistration.Create(signal, Tell)),
        ];
    }

    public CancellationToken Token => told.Token;

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
        told.Dispose();
    }

    private void Tell(PosixSignalContext signal)
    {
        signal.Cancel = true;
        told.Cancel();
    }
}
