namespace AkkaGame.Messages.Wire;

/// <summary>What a client may send, each a JSON object with <c>t</c>; commands are <see cref="CommandFrame"/>.</summary>
public static class ClientFrame
{
    public const string Hello = "hello", Command = "cmd", Ack = "ack", Snap = "snap?", Auth = "auth", Ping = "ping", Control = "ctl";

    /// <summary>Bytes of the largest frame that is read; a larger one is <c>TOO_LARGE</c> and ends the connection.</summary>
    public const int MaxBytes = 8 * 1024;
}

/// <summary>The first frame of a connection.</summary>
/// <param name="Proto">The versions of the protocol that the client speaks.</param>
/// <param name="Token">A ticket or a bearer token; null for a spectator who does not say who he is.</param>
/// <param name="Role">As in <see cref="WireWords"/>.</param>
/// <param name="Side">A manager's side.</param>
/// <param name="Sess">The client's own id of this device or tab, kept when it connects again.</param>
/// <param name="Resume">The last whole group that it has; null to begin with a snapshot.</param>
/// <param name="Client">Name and version of the program, for operators.</param>
/// <param name="View">
/// True to be sent, with each group, what changed in the view, so that the client has the game as <c>snap</c> shows it without knowing
/// a rule of baseball.
/// </param>
public sealed record HelloFrame(
    IReadOnlyList<int>? Proto, string? Token, string? Role, string? Side, Guid Sess, ResumeAt? Resume, string? Client, bool View = false);

/// <param name="Seq">The last seq of the last whole group.</param>
/// <param name="Hash">The view's hash there, where the client knows it.</param>
public sealed record ResumeAt(int Seq, string? Hash = null);

/// <summary>The client has taken in everything up to here; for operators, and for whoever looks for a slow reader.</summary>
public sealed record AckFrame(int Seq);

/// <summary>A newer token, before the old one expires.</summary>
public sealed record AuthFrame(string? Token);

/// <param name="N">Comes back in the pong.</param>
public sealed record PingFrame(long N);
