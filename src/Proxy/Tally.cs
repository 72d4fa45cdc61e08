namespace AkkaGame.Proxy;

/// <summary>What a proxy has done so far.</summary>
/// <param name="Connections">Taken, the refused ones too.</param>
/// <param name="Open">Carried now.</param>
/// <param name="Messages">WebSocket messages that came, in both directions.</param>
public sealed record Tally(
    int Connections, int Open, long Messages, long Bytes, long Dropped, long Duplicated, long Reordered, long Delayed, long Cut,
    long HalfClosed, long BlackHoled, long Refused)
{
    /// <summary>Everything that befell anybody.</summary>
    public long Faults => Dropped + Duplicated + Reordered + Delayed + Cut + HalfClosed + BlackHoled + Refused;

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Open} open of {Connections}, {Messages:N0} messages, {Bytes / 1024:N0} KiB; dropped {Dropped}, duplicated {Duplicated}, "
        + $"reordered {Reordered}, delayed {Delayed}, cut {Cut}, half-closed {HalfClosed}, black-holed {BlackHoled}, refused {Refused}");
}

/// <summary>Something that befell a connection.</summary>
/// <param name="Connection">The first one is 1.</param>
/// <param name="Number">Which message of its direction, from 1; 0 where the whole connection met it.</param>
/// <param name="Kind">The message's <c>t</c>, where it has one.</param>
/// <param name="What">In a few words.</param>
public sealed record Deed(int Connection, bool ToServer, long Number, string? Kind, string What)
{
    public override string ToString() => Number == 0
        ? $"connection {Connection}: {What}"
        : $"connection {Connection} {(ToServer ? "->" : "<-")} {Number} {Kind ?? "-"}: {What}";
}

/// <summary>The same, while it is counted by many.</summary>
internal sealed class Counting(Action<Deed>? tell)
{
    private readonly long[] deeds = new long[Enum.GetValues<What>().Length];
    private int connections;
    private long messages, bytes, refused;

    public int Connects() => Interlocked.Increment(ref connections);

    public void Came(int count, bool isMessage)
    {
        Interlocked.Add(ref bytes, count);
        if (isMessage) Interlocked.Increment(ref messages);
    }

    public void Refuses(int connection)
    {
        Interlocked.Increment(ref refused);
        tell?.Invoke(new(connection, true, 0, null, "refused"));
    }

    public void Does(int connection, bool toServer, long number, Piece piece, Fate fate)
    {
        Interlocked.Increment(ref deeds[(int)fate.What]);
        tell?.Invoke(new(connection, toServer, number, piece.Kind(), fate switch
        {
            { What: What.Drop } => "dropped",
            { What: What.Duplicate, Wait.Ticks: 0 } => $"comes {fate.Count + 1} times",
            { What: What.Duplicate } => $"comes {fate.Count + 1} times, {fate.Wait.TotalMilliseconds:0} ms apart",
            { What: What.Reorder } => $"overtaken by {fate.Count}, or after {fate.Wait.TotalMilliseconds:0} ms",
            { What: What.Delay } => $"delayed {fate.Wait.TotalMilliseconds:0} ms",
            { What: What.Cut } => $"connection reset after {(int)(fate.Part * piece.Bytes.Length)} of its {piece.Bytes.Length} bytes",
            { What: What.HalfClose } => "this direction closed behind it",
            _ => "from here on all of this connection vanishes",
        }));
    }

    public Tally Tally(int open) => new(
        Volatile.Read(ref connections), open, Interlocked.Read(ref messages), Interlocked.Read(ref bytes), Of(What.Drop),
        Of(What.Duplicate), Of(What.Reorder), Of(What.Delay), Of(What.Cut), Of(What.HalfClose), Of(What.BlackHole),
        Interlocked.Read(ref refused));

    private long Of(What what) => Interlocked.Read(ref deeds[(int)what]);
}
