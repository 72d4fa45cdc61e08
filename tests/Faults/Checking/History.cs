using System.Text.Json;
using System.Text.Json.Serialization;

namespace AkkaGame.Faults.Checking;

public enum Asked : byte
{
    Command,
    /// <summary>A look at the game: the seq it shows, and the hash of that state.</summary>
    Read,
    /// <summary>A command sent after the fault was healed, to see whether the game answers again.</summary>
    Probe,
    /// <summary>One of the writes that are sent all the while, to see when a game takes none.</summary>
    Pulse,
}

public enum Heard : byte
{
    /// <summary>Nothing yet; in a finished history: never.</summary>
    Nothing,
    Ok,
    /// <summary>A "no" that is final: the command had and will have no effect unless it is sent again.</summary>
    Refused,
    /// <summary>No answer, or one that says "send it again with the same id": it may have had an effect.</summary>
    Unknown,
}

/// <summary>What one client did and what it heard: one send, also where the same command was sent before.</summary>
/// <param name="Invoked">Ticks of one monotonic clock for the whole history.</param>
/// <param name="Done">When the answer was in hand; null while there is none.</param>
/// <param name="Seq">The seq of the receipt, or of the state that was shown.</param>
/// <param name="Code">Why it was refused or is unknown.</param>
public sealed record Operation(
    int Client, Guid Game, Asked Asked, Guid? Command, long Invoked, long? Done = null, Heard Heard = Heard.Nothing, int? Seq = null,
    bool Duplicate = false, string? Code = null, string? Hash = null);

/// <summary>A row of the journal, as it stands when all is over.</summary>
/// <param name="Last">The end of its group.</param>
/// <param name="Shard">0, as what follows, where only one process ever wrote.</param>
/// <param name="Place">Its place in the history of its shard.</param>
/// <param name="At">When it was committed, in microseconds of the database's own clock.</param>
public sealed record Row(Guid Game, int Seq, int Last, long Epoch, Guid Command, int Shard = 0, long Place = 0, long At = 0);

/// <summary>A history as lines of JSON, to be kept with a failure and checked again.</summary>
public static class HistoryFile
{
    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Write(
        string path, IEnumerable<Operation> history, IEnumerable<Row> journal, IEnumerable<Reign>? reigns = null) =>
        File.WriteAllLines(path, history.Select(Line).Concat(journal.Select(Line)).Concat((reigns ?? []).Select(Line)));

    public static (IReadOnlyList<Operation> History, IReadOnlyList<Row> Journal, IReadOnlyList<Reign> Reigns) Read(string path)
    {
        var (history, journal, reigns) = (new List<Operation>(), new List<Row>(), new List<Reign>());
        foreach (var line in File.ReadLines(path))
        {
            // An operation says when it was invoked, a row of the journal where its group ends.
            if (line.Contains("\"invoked\":", StringComparison.Ordinal)) history.Add(Of<Operation>(line));
            else if (line.Contains("\"last\":", StringComparison.Ordinal)) journal.Add(Of<Row>(line));
            else reigns.Add(Of<Reign>(line));
        }

        return (history, journal, reigns);
    }

    private static string Line<T>(T one) => JsonSerializer.Serialize(one, options);

    private static T Of<T>(string line) => JsonSerializer.Deserialize<T>(line, options)!;
}
