using System.Text.Json;
using System.Text.Json.Serialization;

namespace AkkaGame.Faults.Checking;

/// <summary>One line of what a client said and heard over its sockets, in their order.</summary>
/// <param name="Socket">Another number for each socket, also of the same client.</param>
/// <param name="Client">Who; the same on all his sockets.</param>
/// <param name="At">Ticks of one monotonic clock for all lines; of a <c>hello</c> before it was sent, else after it was heard.</param>
/// <param name="Frame">
/// The frame's <c>t</c>; <c>ev</c> for each event of an <c>evs</c> too; <c>end</c> for where the client stood when all was over.
/// </param>
/// <param name="Seq">hello: where it resumes; welcome, pong: the head; gap, res: the first; else the seq.</param>
/// <param name="To">ev: the end of its group; gap, res: the last.</param>
public sealed record SocketLine(
    int Socket, Guid Game, string Client, long At, string Frame, int? Seq = null, int? To = null, string? Hash = null,
    Guid? Command = null, bool Ok = false, bool Duplicate = false, string? Code = null, string? Mode = null)
{
    public const string End = "end";
}

/// <summary>Lines as JSON, to be kept with a failure.</summary>
public static class SocketFile
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public static void Write(string path, IEnumerable<SocketLine> lines) =>
        File.WriteAllLines(path, lines.Select(static line => JsonSerializer.Serialize(line, options)));

    public static IReadOnlyList<SocketLine> Read(string path) =>
        [.. File.ReadLines(path).Select(static line => JsonSerializer.Deserialize<SocketLine>(line, options)!)];
}
