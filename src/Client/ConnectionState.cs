using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

public enum ConnectionState
{
    /// <summary>Not connected yet.</summary>
    Connecting,

    /// <summary>Connected; what was missed is on its way.</summary>
    CatchingUp,

    /// <summary>Everything that happens is heard as it happens.</summary>
    Live,

    /// <summary>Cut off; comes back by itself.</summary>
    Reconnecting,

    /// <summary>The same session was opened elsewhere; waits for <see cref="GameConnection.TakeControl"/>.</summary>
    Moved,

    /// <summary>For good; <see cref="GameConnection.Ended"/> says why.</summary>
    Ended,
}

/// <summary>Why a connection ended for good.</summary>
/// <param name="Code">The server's close code; null where it was not the server that ended it.</param>
/// <param name="Why">Null where the game is over and all of it was heard, or the connection was disposed of.</param>
public sealed record Ending(CloseCode? Code, Refusal? Why);

/// <summary>The connection has ended for good, so what was waited for does not come.</summary>
public sealed class ConnectionEndedException(Ending ending)
    : Exception(ending.Why?.Message ?? (ending.Code is null ? "The connection was closed." : "The game is over."))
{
    public Ending Ending => ending;
}

/// <summary>What a connection has come across, since it was made.</summary>
/// <param name="Connections">Sockets that were welcomed.</param>
/// <param name="Events">Events heard, those of a group that was cut off included.</param>
/// <param name="OutOfOrder">Frames that broke the numbering, each the end of its socket.</param>
/// <param name="Desyncs">Hashes that were not those of the view held here.</param>
/// <param name="EarlyResults">Commands answered before their events, each the end of its socket.</param>
/// <param name="Resent">Commands that were sent once more.</param>
/// <param name="Refused">Tries of commands that were refused for the moment and are made again.</param>
public readonly record struct ConnectionFigures(
    int Connections, int Groups, int Events, int Snapshots, int Gaps, int OutOfOrder, int Desyncs, int EarlyResults, int Resent,
    int Refused);
