using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a played game has beside a scored one, as far as it never goes back: seats, seals, dice, clocks.</summary>
public sealed record LiveLedger
{
    public static readonly LiveLedger Empty = new();

    public Seat Away { get; init; } = Seat.Empty;
    public Seat Home { get; init; } = Seat.Empty;
    public DiceLedger Dice { get; init; } = DiceLedger.Empty;

    /// <summary>Seals that are neither revealed nor closed: where they stand in the journal, never what is in them.</summary>
    public EquatableArray<Seal> Seals { get; init; }

    /// <summary>Windows opened so far: the next one's id is made of it.</summary>
    public int Windows { get; init; }

    /// <summary>A take-back that waits for the other side's answer; null for none.</summary>
    public TakeBackAsked? TakeBack { get; init; }

    /// <summary>The seq of the take-back's event; 0 for none.</summary>
    public int TakeBackSeq { get; init; }

    /// <summary>The scorer has closed the book.</summary>
    public bool Certified { get; init; }

    public Seat Of(Side side) => side == Side.Away ? Away : Home;

    public LiveLedger With(Side side, Seat seat) => side == Side.Away ? this with { Away = seat } : this with { Home = seat };

    /// <summary>The open seal of that kind, or null.</summary>
    public Seal? Find(SealKind kind, Side side, Guid? decision = null)
    {
        foreach (var seal in Seals) if (seal.Kind == kind && seal.Side == side && seal.Decision == decision) return seal;
        return null;
    }
}

public enum SealKind : byte { None, Lineup, Decision, StandingOrders }

/// <summary>A sealed box in the journal.</summary>
/// <param name="Seq">The event that holds it.</param>
/// <param name="Decision">The window it answers; null for lineups and standing orders.</param>
public readonly record struct Seal(SealKind Kind, Side Side, int Seq, Guid? Decision = null);

/// <summary>Who manages a side.</summary>
/// <param name="Manager">The person; null where a computer manager does, or nobody yet.</param>
/// <param name="Level">0 for a person, from 1 a computer manager.</param>
/// <param name="Absent">The person for whom a computer manager sits in, who may come back; null for none.</param>
/// <param name="Tip">The end of his chain of nonces, 64 hex digits; null where he has none.</param>
/// <param name="TipFrom">The first key that the chain counts for.</param>
/// <param name="Missed">Deadlines missed in a row.</param>
/// <param name="TakeBacks">Take-backs granted to this side.</param>
/// <param name="BankUsedMs">Milliseconds drawn from the bank.</param>
public sealed record Seat(
    string? Manager = null, byte Level = 0, string? Absent = null, string? Tip = null, int TipFrom = 0, byte Missed = 0,
    byte TakeBacks = 0, int BankUsedMs = 0)
{
    public static readonly Seat Empty = new();

    public bool IsTaken => Manager is not null || Level > 0;

    public bool IsComputer => Level > 0;
}

/// <summary>How far the dice are.</summary>
/// <param name="S0">The published end of the server's chain; null before the game was created.</param>
/// <param name="First">The key for which <paramref name="S0"/> is the end of the chain: 0, or one less than a restart's first key.</param>
/// <param name="Key">The key under way, from 1; 0 before the first.</param>
/// <param name="Mixed">Its nonces as mixed; null where nothing can be rolled with it: before the first, or its secret is lost.</param>
/// <param name="Revealed">The last key whose secret is published; that key is never rolled with again.</param>
/// <param name="Rolls">Rolls so far, over the whole game.</param>
/// <param name="AwayNonce">Given for the key under way, not mixed yet.</param>
/// <param name="AwayTip">
/// What each side has shown last, its tip or a nonce: the SHA-256 of the next nonce it can give. Null where it brings no chain.
/// </param>
/// <param name="LostAt">
/// The seq at which the dice were last restarted because the secret was lost, 0 for never: content checks before that mean nothing now.
/// </param>
public sealed record DiceLedger(
    string? S0 = null, int First = 0, int Key = 0, KeyMixed? Mixed = null, int Revealed = 0, int Rolls = 0,
    string? AwayNonce = null, string? HomeNonce = null, string? AwayTip = null, string? HomeTip = null, int LostAt = 0)
{
    public static readonly DiceLedger Empty = new();
}
