using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Dice keys: a new one for every half, and after every edit and every stop. Before it is mixed the managers' clients show their nonces;
/// it is durable before its first roll, because that comes with another command.
/// </summary>
internal static class Keys
{
    /// <summary>32 zero bytes: a nonce that is missing.</summary>
    private static readonly string missing = new('0', 64);

    /// <summary>The key under way is used up or replaced, and the next one is asked for.</summary>
    public static void Renew(Draft draft)
    {
        Show(draft);
        Next(draft);
    }

    /// <summary>Shows the server's part of the key under way, where it was mixed and is not out yet.</summary>
    public static void Show(Draft draft)
    {
        var dice = draft.Live.Dice;
        if (dice.Mixed is not null && dice.Revealed < dice.Key && !IsLost(draft)) draft.Add(draft.Secret.Reveal(dice.Key, dice.First));
    }

    /// <summary>Asks for the nonces of the next key; where nobody has any, the key is mixed at once.</summary>
    public static void Next(Draft draft)
    {
        if (!draft.Secret.HasNextKey(draft.Live.Dice)) draft.Add(draft.Secret.Restart(draft.Live.Dice));
        var asked = Awaited(draft);
        if (asked == Sides.None) Mix(draft);
        else draft.Open(Windows.New(draft, WindowKind.Key, asked));
    }

    public static Refusal? Give(Draft draft, Envelope envelope, GiveNonce give)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Windows.Asked(draft, side, WindowKind.Key) is { } refused) return refused;
        var next = draft.Live.Dice.Key + 1;
        if (give.Key != next) return Refusal.Illegal("key", "key", $"Nonces are asked for key {next}, not for key {give.Key}.");
        if (!Awaited(draft).Has(side))
            return Refusal.Illegal("nonce", "twice", "That side's nonce is given, or its new chain counts from the next key.");
        if (!NonceChain.Follows(give.Nonce, ShownBy(draft, side)))
        {
            return Refusal.Illegal(
                "nonce", "chain", "The SHA-256 of a nonce, 32 bytes in hex, is the nonce before it, or the chain's tip.");
        }

        draft.Add(new NonceGiven(next, side, give.Nonce));
        Settle(draft);
        return null;
    }

    /// <summary>
    /// Mixes the key where no more nonces are awaited of whom the window asks: who left his seat and came back meanwhile is asked for the
    /// next one.
    /// </summary>
    public static void Settle(Draft draft)
    {
        if (draft.Window is { Kind: WindowKind.Key } window && (Awaited(draft) & window.Asked) == Sides.None) Mix(draft);
    }

    /// <summary>Mixes the next key of what is there; who is not there is named.</summary>
    public static void Mix(Draft draft)
    {
        var dice = draft.Live.Dice;
        var absent = Sides.None;
        if (dice.AwayNonce is null) absent = absent.With(Side.Away);
        if (dice.HomeNonce is null) absent = absent.With(Side.Home);
        draft.Add(new KeyMixed(dice.Key + 1, dice.HomeNonce ?? missing, dice.AwayNonce ?? missing, absent));
        Windows.Next(draft);
    }

    /// <summary>True where the published chain is not this secret's: no key of it can be rolled with any more.</summary>
    public static bool IsLost(Draft draft) => draft.Secret.PublishedFrom(draft.Live.Dice.First) != draft.Live.Dice.S0;

    /// <summary>The persons whose chain counts for the next key and who have not given their nonce for it.</summary>
    private static Sides Awaited(Draft draft)
    {
        var awaited = Sides.None;
        var persons = Windows.Persons(draft);
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
        {
            var given = side == Side.Away ? draft.Live.Dice.AwayNonce : draft.Live.Dice.HomeNonce;
            var counts = ShownBy(draft, side) is not null && draft.Live.Of(side).TipFrom <= draft.Live.Dice.Key + 1;
            if (persons.Has(side) && given is null && counts) awaited = awaited.With(side);
        }

        return awaited;
    }

    private static string? ShownBy(Draft draft, Side side) => side == Side.Away ? draft.Live.Dice.AwayTip : draft.Live.Dice.HomeTip;
}
