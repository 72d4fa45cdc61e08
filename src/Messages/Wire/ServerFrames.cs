using System.Text.Json;

namespace AkkaGame.Messages.Wire;

/// <summary>What a server sends, each a JSON object with <c>t</c>; unknown ones, and unknown members, are to be skipped.</summary>
public static class ServerFrame
{
    public const string Welcome = "welcome", Snap = "snap", Event = "ev", Events = "evs", Result = "res", Ephemeral = "eph", Gap = "gap",
        Pong = "pong", GoAway = "goaway", Error = "err", Control = "ctl";

    /// <summary>The kinds of <c>eph</c>.</summary>
    public const string Presence = "presence", Clock = "clock", Crowd = "crowd";
}

/// <summary>The answer to a hello; what is missing since the resume point follows it.</summary>
/// <param name="Head">The seq of the game's last event as this role may see it.</param>
/// <param name="Mode">How this client comes up to it: <c>current</c> (nothing follows), <c>evs</c> or <c>snap</c>.</param>
/// <param name="Hb">Milliseconds between two pings.</param>
/// <param name="Now">The server's clock, Unix milliseconds UTC.</param>
public sealed record WelcomeFrame(int Proto, Guid Sess, You You, int Head, string Mode, int Hb, Limits Limits, long Now);

/// <summary>Who the server takes the client for.</summary>
/// <param name="Control">A manager's device: whether this one may send commands.</param>
public sealed record You(string Who, string Role, string? Side = null, bool Control = false);

/// <param name="Frame">Bytes of a frame that is read.</param>
/// <param name="Rate">Commands a second that may be kept up.</param>
/// <param name="Burst">Commands at once.</param>
public sealed record Limits(int Frame, int Rate, int Burst);

/// <param name="Hash">The hash of <paramref name="D"/>, see <c>docs/protocol</c>.</param>
/// <param name="D">The view of the game at <paramref name="Seq"/>.</param>
public sealed record SnapFrame(int Seq, string Hash, JsonElement D);

/// <summary>One event.</summary>
/// <param name="G">The last seq of its group.</param>
/// <param name="Ts">When it was accepted, Unix milliseconds UTC.</param>
/// <param name="K">Its wire name.</param>
/// <param name="H">On the last event of a group, at least where the group holds a seq divisible by 20: the view's hash after it.</param>
/// <param name="V">On the last event of a group, for a client that asked for it: what changed in the view.</param>
public sealed record EventFrame(int Seq, int G, long Ts, string K, JsonElement D, string? H = null, JsonElement? V = null);

/// <summary>Events that the client missed, whole groups.</summary>
/// <param name="View">For a client that asked for it: the whole view at <paramref name="To"/>.</param>
public sealed record EventsFrame(int From, int To, IReadOnlyList<EventFrame> E, JsonElement? View = null);

/// <summary>The answer to a command.</summary>
/// <param name="From">The seq of its first event; <paramref name="To"/> that of its last.</param>
/// <param name="H">The view's hash at <paramref name="To"/>; null where it had been accepted before.</param>
public sealed record ResultFrame(
    Guid Id, bool Ok, int? From = null, int? To = null, string? H = null, bool Dup = false, WireRefusal? Err = null);

/// <summary>A refusal on the wire.</summary>
public sealed record WireRefusal(string Code, string? Field, string? Rule, string Msg, string Retry)
{
    public static WireRefusal Of(Refusal refusal) =>
        new(WireWords.Of(refusal.Code), refusal.Field, refusal.Rule, refusal.Message, WireWords.Of(refusal.Retry));

    public Refusal ToRefusal() => new(WireWords.CodeOf(Code), Field, Rule, Msg, WireWords.RetryOf(Retry));
}

/// <summary>Of the moment only: not numbered, not kept, may be missing.</summary>
public sealed record EphemeralFrame(string K, JsonElement D);

/// <summary>These events were left out for a client that reads slowly; a <c>snap</c> follows.</summary>
public sealed record GapFrame(int From, int To);

/// <param name="Head">The seq of the game's last event as this role may see it.</param>
public sealed record PongFrame(long N, int Head, long Now);

/// <summary>The server closes soon with 4001; come back after a random part of the jitter.</summary>
public sealed record GoAwayFrame(string Why, int InMs, int JitterMs);

/// <summary>Something that answers no command.</summary>
/// <param name="Fatal">The connection is closed after it.</param>
/// <param name="Ref">What it is about: the frame's <c>t</c>.</param>
public sealed record ErrorFrame(string Code, string Msg, bool Fatal, string? Ref = null);

/// <summary>Who is in control of a manager's side; never dropped.</summary>
/// <param name="Have">This device is.</param>
/// <param name="Free">Nobody is connected who is; it may be taken.</param>
public sealed record ControlFrame(bool Have, bool Free = false);
