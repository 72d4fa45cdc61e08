using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Baseball;

/// <summary>
/// Sealing and opening. A box is nonce (12 bytes), AES-256-GCM of the content, tag (16); the content is one salt or four, the length of the
/// JSON (2 bytes, big-endian), the JSON, and zeros up to the size. The key is derived from the game's secret, and what kind of seal it is,
/// whose and for which window goes into the key and is authenticated beside it, so a box opens nowhere but in its place. The nonce is
/// derived from the sender's command id and the content: the same command gives the same box again, and no two contents share a nonce.
/// </summary>
public static class Boxes
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int LengthSize = 2;

    /// <summary>How a commit's JSON is written: as on the wire, and nothing escaped that JSON lets stand.</summary>
    private static readonly JsonSerializerOptions plain =
        new(MessagesJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="command">The id of the command that brings it.</param>
    public static SealedBox Seal(this GameSecret secret, CommandId command, Guid decision, Side side, SealDecision content)
    {
        var salt = Salt(secret, command, SealKind.Decision, side, 0);
        var json = Canonical(content);
        return Box(secret, command, Label(SealKind.Decision, side, decision), salt, json, SealedBox.DecisionSize) is { } box
            ? new(box, Commit(salt, json), Hex.Of(salt))
            : throw new ArgumentException("A decision fits into its box.", nameof(content));
    }

    /// <summary>Null where the card is too large for its box (<see cref="SealedBox.TooLarge"/>).</summary>
    /// <inheritdoc cref="Seal(GameSecret, CommandId, Guid, Side, SealDecision)" path="/param"/>
    public static SealedBox? Seal(this GameSecret secret, CommandId command, Side side, LineupCard content)
    {
        var salt = Salt(secret, command, SealKind.Lineup, side, 0);
        var json = Canonical(content);
        return Box(secret, command, Label(SealKind.Lineup, side, default), salt, json, SealedBox.PaperSize) is { } box
            ? new(box, Commit(salt, json), Hex.Of(salt))
            : null;
    }

    /// <inheritdoc cref="Seal(GameSecret, CommandId, Guid, Side, SealDecision)" path="/param"/>
    public static SealedBox Seal(this GameSecret secret, CommandId command, Side side, StandingOrders content)
    {
        var parts = Parts(content);
        var salts = new byte[parts.Length * SealedBox.SaltSize];
        var commit = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var salt = Salt(secret, command, SealKind.StandingOrders, side, i);
            salt.CopyTo(salts, i * SealedBox.SaltSize);
            commit += Commit(salt, Canonical(parts[i]));
        }

        var json = Write(content);
        return Box(secret, command, Label(SealKind.StandingOrders, side, default), salts, json, SealedBox.PaperSize) is { } box
            ? new(box, commit, Hex.Of(salts))
            : throw new ArgumentException("Standing orders fit into their box.", nameof(content));
    }

    /// <summary>What is in it; null where the secret is another one, or the box does not belong there.</summary>
    /// <param name="seq">The event's.</param>
    public static OpenedSeal? Open(this GameSecret secret, DecisionSealed sealing, int seq) =>
        Content<SealDecision>(secret, sealing.Box, Label(SealKind.Decision, sealing.Side, sealing.Decision), 1, SealedBox.DecisionSize)
            is var (salt, decision) ? new(seq, salt, Decision: decision) : null;

    /// <inheritdoc cref="Open(GameSecret, DecisionSealed, int)"/>
    public static OpenedSeal? Open(this GameSecret secret, LineupSealed sealing, int seq) =>
        Content<LineupCard>(secret, sealing.Box, Label(SealKind.Lineup, sealing.Side, default), 1, SealedBox.PaperSize)
            is var (salt, card) ? new(seq, salt, Lineup: card) : null;

    /// <inheritdoc cref="Open(GameSecret, DecisionSealed, int)"/>
    public static OpenedSeal? Open(this GameSecret secret, StandingOrdersSealed sealing, int seq) =>
        Content<StandingOrders>(secret, sealing.Box, Label(SealKind.StandingOrders, sealing.Side, default), Orders, SealedBox.PaperSize)
            is var (salts, orders) ? new(seq, salts, Orders: orders) : null;

    /// <summary>What is in any event's box; null where it holds none, or none that opens.</summary>
    public static OpenedSeal? Open(this GameSecret secret, GameEvent happened, int seq) => happened switch
    {
        DecisionSealed sealing => Open(secret, sealing, seq),
        LineupSealed sealing => Open(secret, sealing, seq),
        StandingOrdersSealed sealing => Open(secret, sealing, seq),
        _ => null,
    };

    /// <summary>The salt to reveal where standing orders answer with <paramref name="answer"/>: that part's, 32 hex digits.</summary>
    public static string SaltOf(OpenedSeal orders, SealDecision answer) => orders.Salt.Substring(PartOf(answer) * Digits, Digits);

    /// <summary>True where that salt and that content are what was committed to.</summary>
    /// <param name="commit">As the seal's event has it.</param>
    /// <param name="salt">As the reveal has it.</param>
    public static bool Fits(string commit, string? salt, SealDecision content) => Fits(commit, salt, Canonical(content));

    /// <inheritdoc cref="Fits(string, string?, SealDecision)"/>
    public static bool Fits(string commit, string? salt, LineupCard content) => Fits(commit, salt, Canonical(content));

    /// <summary>True where that answer, with that salt, is part of the standing orders committed to.</summary>
    /// <inheritdoc cref="Fits(string, string?, SealDecision)" path="/param"/>
    public static bool FitsOrders(string commit, string? salt, SealDecision answer) =>
        commit.Length == Orders * 2 * SHA256.HashSizeInBytes
        && Fits(commit.Substring(PartOf(answer) * 2 * SHA256.HashSizeInBytes, 2 * SHA256.HashSizeInBytes), salt, Canonical(answer));

    /// <summary>The questions that standing orders answer: defense, offense, throw, advance.</summary>
    private const int Orders = 4;

    private const int Digits = 2 * SealedBox.SaltSize;

    private static SealDecision[] Parts(StandingOrders orders) =>
        [new(Defense: orders.Defense), new(Offense: orders.Offense), new(Throw: orders.Throw), new(Advance: orders.Advance)];

    private static int PartOf(SealDecision answer) => answer switch
    {
        { Defense: not null } => 0,
        { Offense: not null } => 1,
        { Throw: not null } => 2,
        _ => 3,
    };

    private static byte[] Canonical(SealDecision content) => Write(content);

    private static byte[] Canonical(LineupCard content) => Write(content);

    private static byte[] Write<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, Plain<T>());

    private static JsonTypeInfo<T> Plain<T>() => (JsonTypeInfo<T>)plain.GetTypeInfo(typeof(T));

    private static bool Fits(string commit, string? salt, byte[] json) =>
        Hex.Bytes(salt, SealedBox.SaltSize) is { } bytes && Commit(bytes, json) == commit;

    private static string Commit(byte[] salt, byte[] json)
    {
        var said = new byte[salt.Length + json.Length];
        salt.CopyTo(said, 0);
        json.CopyTo(said, salt.Length);
        return Hex.Of(SHA256.HashData(said));
    }

    /// <summary>Where a box belongs: kind, side and window, 18 bytes.</summary>
    private static byte[] Label(SealKind kind, Side side, Guid decision)
    {
        var label = new byte[18];
        (label[0], label[1]) = ((byte)kind, (byte)side);
        decision.TryWriteBytes(label.AsSpan(2), bigEndian: true, out _);
        return label;
    }

    private static byte[] Salt(GameSecret secret, CommandId command, SealKind kind, Side side, int part)
    {
        Span<byte> about = stackalloc byte[19];
        command.Value.TryWriteBytes(about, bigEndian: true, out _);
        (about[16], about[17], about[18]) = ((byte)kind, (byte)side, (byte)part);
        return secret.Derive("bb-salt-1|", about)[..SealedBox.SaltSize];
    }

    private static string? Box(GameSecret secret, CommandId command, byte[] label, byte[] salts, byte[] json, int size)
    {
        var content = new byte[size - NonceSize - TagSize];
        if (salts.Length + LengthSize + json.Length > content.Length) return null;
        salts.CopyTo(content, 0);
        BinaryPrimitives.WriteUInt16BigEndian(content.AsSpan(salts.Length), (ushort)json.Length);
        json.CopyTo(content, salts.Length + LengthSize);

        var box = new byte[size];
        var nonce = box.AsSpan(0, NonceSize);
        var about = new byte[16 + label.Length + content.Length];
        command.Value.TryWriteBytes(about, bigEndian: true, out _);
        label.CopyTo(about, 16);
        content.CopyTo(about, 16 + label.Length);
        secret.Derive("bb-nonce-1|", about).AsSpan(0, NonceSize).CopyTo(nonce);
        using var aes = new AesGcm(secret.Derive("bb-box-1|", label), TagSize);
        aes.Encrypt(nonce, content, box.AsSpan(NonceSize, content.Length), box.AsSpan(size - TagSize), label);
        return Convert.ToBase64String(box);
    }

    private static (string Salt, T Content)? Content<T>(GameSecret secret, string box, byte[] label, int salts, int size)
    {
        var bytes = new byte[size];
        if (!Convert.TryFromBase64String(box, bytes, out var written) || written != size) return null;
        var content = new byte[size - NonceSize - TagSize];
        using var aes = new AesGcm(secret.Derive("bb-box-1|", label), TagSize);
        try
        {
            aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, content.Length), bytes.AsSpan(size - TagSize), content, label);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        // What opens was sealed here, so what is in it can be read.
        var salt = salts * SealedBox.SaltSize;
        var length = BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(salt));
        var json = content.AsSpan(salt + LengthSize, length);
        return (Hex.Of(content.AsSpan(0, salt)), JsonSerializer.Deserialize(json, Plain<T>())!);
    }
}
