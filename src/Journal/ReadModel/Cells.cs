using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Journal.ReadModel;

/// <summary>
/// A row as a store gave it, read from left to right. Stores differ in how they hand out ids, days and yes or no; the rows do not.
/// </summary>
internal sealed class Cells(object?[] values)
{
    private int next;

    public bool IsNull => values[next] is null;

    public Guid Guid() => values[next++] switch
    {
        Guid id => id,
        byte[] bytes => new(bytes, bigEndian: true),
        var other => throw new InvalidCastException($"{other} is no id."),
    };

    public long Long() => Convert.ToInt64(values[next++], CultureInfo.InvariantCulture);

    public int Int() => (int)Long();

    public short Short() => (short)Long();

    public byte Byte() => (byte)Long();

    public int? IntOrNull() => values[next] is null ? Skip<int?>() : Int();

    public bool Flag() => Convert.ToBoolean(values[next++], CultureInfo.InvariantCulture);

    public string Text() => (string)values[next++]!;

    public string? TextOrNull() => (string?)values[next++];

    public T Word<T>() where T : struct, Enum => Enum.Parse<T>(Text());

    public T? WordOrNull<T>() where T : struct, Enum => values[next] is null ? Skip<T?>() : Word<T>();

    public DateOnly Day() => values[next++] switch
    {
        DateOnly day => day,
        DateTime time => DateOnly.FromDateTime(time),
        var text => DateOnly.ParseExact((string)text!, "O", CultureInfo.InvariantCulture),
    };

    public PlayerId? Player() => TextOrNull() is { } id ? new(Intern.Of(id)) : null;

    public LineupEntry Entry() =>
        LineupEntry.TryParse(Text(), out var entry) ? entry : throw new InvalidCastException("No place in a lineup.");

    private T? Skip<T>()
    {
        next++;
        return default;
    }
}
