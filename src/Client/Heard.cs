using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>What comes over a connection, in its order.</summary>
public abstract record Heard
{
    private Heard() { }

    /// <summary>One whole group of events; <see cref="GameConnection.View"/> holds what came of it already.</summary>
    /// <param name="Hash">The view's hash after it, where the server said it.</param>
    public sealed record Group(IReadOnlyList<HeardEvent> Events, string? Hash) : Heard
    {
        public int First => Events[0].Seq;

        public int Last => Events[^1].Seq;
    }

    /// <summary>The game as it stands at <paramref name="Seq"/>, instead of the events up to there.</summary>
    public sealed record Snapshot(int Seq, string Hash) : Heard;

    /// <summary>These events are left out, because this end reads slowly; a snapshot follows.</summary>
    public sealed record Gap(int From, int To) : Heard;

    /// <summary>Of the moment only: presence, clocks, crowd.</summary>
    public sealed record Ephemeral(string Kind, JsonElement Data) : Heard;

    /// <param name="Code">Of the close before it, where there was one.</param>
    public sealed record State(ConnectionState Now, CloseCode? Code = null) : Heard;

    /// <summary>Whether commands from here are taken.</summary>
    /// <param name="Free">Nobody is connected who has control; it may be taken.</param>
    public sealed record Control(bool Have, bool Free) : Heard;

    /// <summary>The server found fault with something that was no command.</summary>
    public sealed record Complaint(ErrorFrame Error) : Heard;
}

/// <summary>One event as it stands on the wire.</summary>
/// <param name="At">When it was accepted, Unix milliseconds UTC.</param>
/// <param name="Name">Its wire name.</param>
public sealed record HeardEvent(int Seq, long At, string Name, JsonElement Json)
{
    /// <summary>Null for one of a later version, which may be passed over: what came of it stands in the view.</summary>
    public GameEvent? Event
    {
        get
        {
            if (WireNames.Events.FirstOrDefault(known => known.Name == Name) is not { } wire) return null;
            try
            {
                return Json.Deserialize(wire.Json) as GameEvent;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>The answer to a command.</summary>
/// <param name="Id">The id it was sent under.</param>
/// <param name="From">The seq of its first event, <paramref name="To"/> that of its last; 0 where it was refused.</param>
/// <param name="Duplicate">It had been accepted before: an earlier answer was lost.</param>
public sealed record CommandResult(Guid Id, int From, int To, bool Duplicate, Refusal? Refused = null)
{
    public bool Ok => Refused is null;
}
