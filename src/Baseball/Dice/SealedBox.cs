using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a manager has sealed, unreadable (<see cref="Boxes"/>) and always of the same size: 512 bytes for a decision, 4,096 for a lineup
/// card or standing orders. The commit is SHA-256 of salt and canonical JSON. Standing orders answer one question at a time, and the rest
/// stays secret: they have four salts, and four commits in one text, in the order defense, offense, throw, advance, each over the
/// decision that would answer it.
/// </summary>
/// <param name="Box">Base64.</param>
/// <param name="Commit">64 hex digits; 256 for standing orders.</param>
/// <param name="Salt">32 hex digits; 128 for standing orders.</param>
public sealed record SealedBox(string Box, string Commit, string Salt)
{
    /// <summary>Bytes of a decision's box.</summary>
    public const int DecisionSize = 512;

    /// <summary>Bytes of a lineup card's box, and of one with standing orders.</summary>
    public const int PaperSize = 4096;

    /// <summary>Bytes of a salt.</summary>
    public const int SaltSize = 16;

    /// <summary>The refusal of a lineup card that fits into no box.</summary>
    public static Refusal TooLarge(string field) => Refusal.Illegal(
        field, "too-large", "A lineup card has room for 26 men with names of 60 letters, or for more with shorter ones.");

    /// <summary>Says nothing of what is in it, nor the salt.</summary>
    public override string ToString() => "a sealed box";
}
