using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AkkaGame.Messages;

/// <summary>
/// A game's identity: a UUID of any version (version 7 where we make one, version 8 where it is derived from a Retrosheet id).
/// </summary>
public readonly record struct GameId(Guid Value)
{
    /// <summary>The id of the real game that Retrosheet calls <paramref name="retrosheetId"/>, such as <c>CLE201804060</c>.</summary>
    public static GameId OfRetrosheet(string retrosheetId) => new(DerivedGuid.From("retrosheet-game|" + retrosheetId));

    public override string ToString() => Value.ToString();
}

/// <summary>A command's identity, made by its sender before the first send; a resend carries the same one.</summary>
public readonly record struct CommandId(Guid Value)
{
    /// <summary>
    /// The id of the command that record number <paramref name="record"/> (from 1, within its game) of a real game became.
    /// </summary>
    public static CommandId OfRetrosheet(string retrosheetId, int record) =>
        new(DerivedGuid.From($"retrosheet-command|{retrosheetId}|{record}"));

    /// <summary>
    /// The id of what a game does by itself when one of its timers falls due: the same on every node and after every restart.
    /// </summary>
    /// <param name="timer">The kind of timer, as a stable word.</param>
    /// <param name="about">Which of its kind, where a game may have several.</param>
    /// <param name="due">Unix milliseconds UTC.</param>
    public static CommandId OfTimer(GameId game, string timer, Guid? about, long due) =>
        new(DerivedGuid.From(FormattableString.Invariant($"timer|{game}|{timer}|{about}|{due}")));

    /// <summary>The id of one of the commands that something asked for at once becomes, such as a game with its lineups.</summary>
    /// <param name="part">Which of them, as a stable word.</param>
    public CommandId OfPart(string part) => new(DerivedGuid.From($"part|{Value}|{part}"));

    public override string ToString() => Value.ToString();
}

/// <summary>Version 8 UUIDs: the first 16 bytes of a SHA-256, so that the same words give the same id on every machine.</summary>
internal static class DerivedGuid
{
    public static Guid From(string words)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(words), hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

/// <summary>A player's id within his league: 1 to 12 printable ASCII characters, such as <c>lindf001</c>.</summary>
public readonly record struct PlayerId(string Value)
{
    public bool IsWellFormed => IdText.IsWellFormed(Value);

    public override string ToString() => Value;
}

/// <summary>A club's id within its league: 1 to 12 printable ASCII characters, such as <c>CLE</c>.</summary>
public readonly record struct TeamId(string Value)
{
    public bool IsWellFormed => IdText.IsWellFormed(Value);

    public override string ToString() => Value;
}

internal static class IdText
{
    public const int LengthMax = 12;

    public static bool IsWellFormed(string? text) =>
        text is { Length: > 0 and <= LengthMax } && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}

/// <summary>
/// A place in a lineup: the <see cref="Ordinal"/>-th man (from 0) to hold batting slot <see cref="Slot"/> (1-9; 0 = the pitcher
/// who does not bat). A two-way starter stands in two places at once, so runners and pitchers are named by place, not by player.
/// </summary>
public readonly record struct LineupEntry(Side Side, byte Slot, byte Ordinal)
{
    // Side and slot share a byte: a state holds some sixty places, and is meant to stay small.
    private readonly byte place = (byte)((int)Side << 4 | Slot);

    public Side Side
    {
        get => (Side)(place >> 4);
        init => place = (byte)((int)value << 4 | place & 15);
    }

    public byte Slot
    {
        get => (byte)(place & 15);
        init => place = (byte)(place & 0xF0 | value);
    }

    /// <summary>As on the wire: <c>a4.0</c> is the away side's first man in slot 4.</summary>
    public override string ToString() => $"{(Side == Side.Away ? 'a' : 'h')}{Slot}.{Ordinal}";

    public static bool TryParse(ReadOnlySpan<char> text, out LineupEntry entry)
    {
        entry = default;
        if (text.Length < 4 || text[0] is not ('a' or 'h') || !char.IsAsciiDigit(text[1]) || text[2] != '.'
            || !byte.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)) return false;
        entry = new(text[0] == 'a' ? Side.Away : Side.Home, (byte)(text[1] - '0'), ordinal);
        return true;
    }
}
