using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>A command that was sent, or waits to be, and whose answer is not here.</summary>
internal sealed class SentCommand(Guid id, byte[] frame)
{
    public Guid Id => id;

    public byte[] Frame => frame;

    public TaskCompletionSource<CommandResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When it is sent again unless it was answered, by the connection's age.</summary>
    public TimeSpan Due { get; set; }

    public int Sends { get; set; }

    /// <summary>Refusals that ask to try again.</summary>
    public int Tries { get; set; }
}

/// <summary>The commands of a connection that are not answered, in the order in which they were made.</summary>
internal sealed class Unanswered
{
    private readonly Lock door = new();
    private readonly List<SentCommand> commands = [];
    private Ending? ended;

    /// <exception cref="ConnectionEndedException">It will never be sent.</exception>
    public void Add(SentCommand command)
    {
        lock (door)
        {
            if (ended is not null) throw new ConnectionEndedException(ended);
            commands.Add(command);
        }
    }

    public bool Remove(SentCommand command)
    {
        lock (door) return commands.Remove(command);
    }

    public SentCommand? Of(Guid id)
    {
        lock (door) return commands.Find(one => one.Id == id);
    }

    /// <summary>Those to be sent now, marked so that they are not due again before <paramref name="next"/>.</summary>
    /// <param name="everything">On a new socket, all that had not been refused for the moment.</param>
    public List<SentCommand> Due(TimeSpan now, TimeSpan next, bool everything)
    {
        lock (door)
        {
            var due = commands.FindAll(one => one.Due <= now || (everything && one.Tries == 0));
            foreach (var one in due) (one.Due, one.Sends) = (next, one.Sends + 1);
            return due;
        }
    }

    public void End(Ending why)
    {
        SentCommand[] left;
        lock (door)
        {
            ended = why;
            left = [.. commands];
            commands.Clear();
        }

        foreach (var one in left) one.Answer.TrySetException(new ConnectionEndedException(why));
    }
}

/// <summary>What a client sends, as bytes.</summary>
internal static class Frames
{
    public static byte[] Hello(HelloFrame hello) => Named(ClientFrame.Hello, JsonSerializer.SerializeToUtf8Bytes(hello, FrameJson.Default.HelloFrame));

    public static byte[] Command(Guid id, GameCommand command, int play, Guid? decision, string? why)
    {
        var wire = WireNames.Of(command);
        return Named(ClientFrame.Command, JsonSerializer.SerializeToUtf8Bytes(
            new CommandFrame(id, wire.Name, JsonSerializer.SerializeToElement(command, wire.Json), play, decision, why),
            FrameJson.Default.CommandFrame));
    }

    public static byte[] Ping(long n) => Named(ClientFrame.Ping, JsonSerializer.SerializeToUtf8Bytes(new(n), FrameJson.Default.PingFrame));

    public static byte[] Ack(int seq) => Named(ClientFrame.Ack, JsonSerializer.SerializeToUtf8Bytes(new(seq), FrameJson.Default.AckFrame));

    public static byte[] Auth(string? token) =>
        Named(ClientFrame.Auth, JsonSerializer.SerializeToUtf8Bytes(new(token), FrameJson.Default.AuthFrame));

    public static readonly byte[] Snap = Named(ClientFrame.Snap, "{}"u8);

    public static readonly byte[] Control = Named(ClientFrame.Control, "{}"u8);

    /// <summary>The same object with <c>t</c> before its members.</summary>
    private static byte[] Named(string name, ReadOnlySpan<byte> json) =>
        [.. "{\"t\":\""u8, .. System.Text.Encoding.ASCII.GetBytes(name), .. json.Length == 2 ? "\""u8 : "\","u8, .. json[1..]];
}
