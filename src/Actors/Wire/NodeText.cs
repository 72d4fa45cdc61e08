using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>Writes the parts of a message between nodes.</summary>
public static class NodeInk
{
    public const int NoText = -1;

    public static void Byte(this ArrayBufferWriter<byte> into, byte value)
    {
        into.GetSpan(1)[0] = value;
        into.Advance(1);
    }

    public static void Flag(this ArrayBufferWriter<byte> into, bool value) => into.Byte(value ? (byte)1 : (byte)0);

    public static void Short(this ArrayBufferWriter<byte> into, short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(into.GetSpan(2), value);
        into.Advance(2);
    }

    public static void Int(this ArrayBufferWriter<byte> into, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(into.GetSpan(4), value);
        into.Advance(4);
    }

    public static void Long(this ArrayBufferWriter<byte> into, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(into.GetSpan(8), value);
        into.Advance(8);
    }

    public static void Id(this ArrayBufferWriter<byte> into, Guid value)
    {
        value.TryWriteBytes(into.GetSpan(16), bigEndian: true, out _);
        into.Advance(16);
    }

    public static void Text(this ArrayBufferWriter<byte> into, string? value)
    {
        if (value is null)
        {
            into.Int(NoText);
            return;
        }

        into.Int(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, into);
    }
}

/// <summary>Reads them, in the order in which they were written.</summary>
/// <exception cref="NodeCodecException">From any of its methods: that is not what was written there.</exception>
public ref struct NodeReading(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> rest = payload;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new NodeCodecException($"a yes or no of {other}"),
    };

    public short Short() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public Guid Id() => new(Take(16), bigEndian: true);

    public GameId Game() => new(Id());

    public string? Text() => Int() is var length and not NodeInk.NoText ? Encoding.UTF8.GetString(Take(length)) : null;

    public T Word<T>() where T : struct, Enum =>
        (T)Enum.ToObject(typeof(T), Byte()) is var value && Enum.IsDefined(value)
            ? value
            : throw new NodeCodecException($"no {typeof(T).Name}");

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > rest.Length) throw new NodeCodecException("a message that ends too soon");
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(rest.Length);
}

/// <summary>What another node sent makes no sense. The message is a part of a sentence.</summary>
public sealed class NodeCodecException(string message) : Exception(message);
