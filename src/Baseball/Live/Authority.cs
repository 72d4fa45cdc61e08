using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Who may say what in a played game: a manager for his own side, officials for both.</summary>
internal static class Authority
{
    /// <summary>Null where the sender runs the game or keeps its book.</summary>
    public static Refusal? Official(Envelope envelope) =>
        envelope.By.Role is Role.Commissioner or Role.Ops or Role.Scorer or Role.System
            ? null
            : Forbidden("officials-only", "Only the commissioner, the operator or the scorer may do that.");

    /// <summary>Null where the sender runs the league.</summary>
    public static Refusal? Commissioner(Envelope envelope) =>
        envelope.By.Role is Role.Commissioner or Role.Ops or Role.System
            ? null
            : Forbidden("commissioner-only", "Only the commissioner or the operator may do that.");

    /// <summary>Null where the sender is the person who manages a side now: which one stands in <paramref name="side"/>.</summary>
    public static Refusal? Manager(Draft draft, Envelope envelope, out Side side)
    {
        side = envelope.By.Side ?? Side.Away;
        if (envelope.By is not { Role: Role.Manager, Side: not null }) return Forbidden("managers-only", "Only a manager may do that.");
        return IsHis(draft, envelope, side)
            ? null
            : Forbidden("own-seat", $"{envelope.By.Who} does not manage the {Name(side)} side: he has to take that seat first.");
    }

    /// <summary>True where the sender is the person in that seat.</summary>
    public static bool IsHis(Draft draft, Envelope envelope, Side side) =>
        envelope.By.Role == Role.Manager && envelope.By.Side == side && draft.Live.Of(side) is { IsComputer: false } seat
        && seat.Manager == envelope.By.Who;

    public static Refusal Forbidden(string rule, string message) => new(RefusalCode.Forbidden, "by", rule, message, Retry.Never);

    public static string Name(Side side) => side == Side.Away ? "away" : "home";
}
