using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Who manages a side: a person sits down, leaves to a computer manager, misses too much, comes back.</summary>
internal static class Seats
{
    /// <summary>So many deadlines missed in a row hand a side over to a computer manager.</summary>
    public const int MissedMax = 3;

    /// <summary>
    /// The level that sits in for somebody who is not there. Games that have begun, and those that are verified later, go by it: another
    /// one would be another version of the rules.
    /// </summary>
    public const byte StandInLevel = 1;

    public static Refusal? Take(Draft draft, Envelope envelope, TakeSeat take)
    {
        if (Stoppages.Over(draft.Game) is { } over) return over;
        var refused = take.Level > 0 ? Seat(draft, envelope, take) : SitDown(draft, envelope, take);
        if (refused is not null) return refused;
        // A new chain counts from the next key, so nobody waits for the old one's nonce.
        Keys.Settle(draft);
        return null;
    }

    public static Refusal? HandOver(Draft draft, Envelope envelope, HandOverSeat over)
    {
        if (Stoppages.Over(draft.Game) is { } ended) return ended;
        var own = Authority.IsHis(draft, envelope, over.Side);
        if (!own && Authority.Commissioner(envelope) is { } forbidden) return forbidden;
        if (Level(over.Level) is { } level) return level;
        if (!Windows.Persons(draft).Has(over.Side))
            return Refusal.Illegal("side", "seat-not-held", $"No person manages the {Authority.Name(over.Side)} side.");
        if (Reading.NeedsAPerson(draft, over.Side) is { } needed) return needed;
        Leave(draft, over.Side, over.Level, own ? Messages.HandOver.Request : Messages.HandOver.Disconnect);
        Windows.Settle(draft);
        return null;
    }

    /// <summary>A computer manager takes over, and is not asked: the open window does not wait for that side any more.</summary>
    public static void Leave(Draft draft, Side side, byte level, HandOver cause)
    {
        draft.Add(new SeatHandedOver(side, null, level, cause));
        if (draft.Window is { } window && window.Asked.Has(side)) draft.Open(window with { Asked = window.Asked.Without(side) });
    }

    private static Refusal? Seat(Draft draft, Envelope envelope, TakeSeat take)
    {
        if (Authority.Commissioner(envelope) is { } forbidden) return forbidden;
        if (Level(take.Level) is { } level) return level;
        if (take.Tip is not null) return Refusal.Illegal("tip", "computer", "A computer manager brings no chain of nonces.");
        if (Windows.Persons(draft).Has(take.Side))
            return Refusal.Illegal("side", "seat-taken", $"A person manages the {Authority.Name(take.Side)} side: hand it over instead.");
        if (Reading.NeedsAPerson(draft, take.Side) is { } needed) return needed;
        draft.Add(new SeatTaken(take.Side, null, take.Level, null, NextKey(draft)));
        return null;
    }

    private static Refusal? SitDown(Draft draft, Envelope envelope, TakeSeat take)
    {
        if (envelope.By is not { Role: Role.Manager, Side: { } own } || own != take.Side)
            return Authority.Forbidden("own-side", "A manager takes the seat of his own side.");
        if (take.Tip is not null && !Hex.IsBytes(take.Tip, HashChain.Size))
            return Refusal.Illegal("tip", "hex", "The tip of a chain is 32 bytes, as 64 lower-case hex digits.");
        var seat = draft.Live.Of(take.Side);
        var who = envelope.By.Who;
        if (seat.Absent == who)
        {
            draft.Add(new SeatHandedOver(take.Side, who, 0, Messages.HandOver.Return));
            AskAgain(draft, take.Side);
            if (take.Tip is not null && take.Tip != seat.Tip) draft.Add(new SeatTaken(take.Side, who, 0, take.Tip, NextKey(draft)));
            return null;
        }

        if (seat.IsTaken && seat.Manager != who)
            return Authority.Forbidden("seat-taken", $"Somebody else manages the {Authority.Name(take.Side)} side.");
        if (seat.IsTaken && take.Tip == seat.Tip) return Refusal.Illegal("side", "seat-held", "You hold that seat already.");
        draft.Add(new SeatTaken(take.Side, who, 0, take.Tip, NextKey(draft)));
        return null;
    }

    /// <summary>He is back in time for the pitch, or the choice, that is being decided.</summary>
    private static void AskAgain(Draft draft, Side side)
    {
        if (draft.Window is not ({ Kind: WindowKind.Pitch } or { Contest: not null }) || draft.Window is not { } window) return;
        draft.Open(window with
        {
            Asked = window.Asked.With(side),
            Opened = draft.Moment.At,
            Due = Windows.Due(draft, window.Kind),
        });
    }

    /// <summary>
    /// The first key that a new chain counts for: not the one for which nonces are being shown, nor one of which a nonce has been shown
    /// before play was stopped. Who knows the other nonce could choose his chain by it.
    /// </summary>
    private static int NextKey(Draft draft)
    {
        var dice = draft.Live.Dice;
        var isUnderWay = draft.Window is { Kind: WindowKind.Key } || dice.AwayNonce is not null || dice.HomeNonce is not null;
        return dice.Key + (isUnderWay ? 2 : 1);
    }

    private static Refusal? Level(byte level) => level is >= 1 && level <= ComputerManager.Levels
        ? null
        : Refusal.Illegal("level", "level", $"Computer managers have levels 1 to {ComputerManager.Levels}.");
}
