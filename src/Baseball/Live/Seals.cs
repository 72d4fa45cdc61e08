using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a manager hands in unseen: his decision in the open window, and orders for when he is not there.</summary>
internal static class Seals
{
    public static Refusal? Decision(Draft draft, Envelope envelope, SealDecision sealing)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Baseball.Decision.Running(draft.Game)?.Refused is { } stopped) return stopped;
        var kind = draft.Window?.Kind == WindowKind.Play ? WindowKind.Play : WindowKind.Pitch;
        if (Windows.Asked(draft, side, kind) is { } refused) return refused;
        if (Refuse(draft, side, kind, sealing) is { } wrong) return wrong;
        var window = draft.Window!;
        var box = draft.Secret.Seal(envelope.Id, window.Id, side, sealing);
        draft.Seal(new DecisionSealed(window.Id, kind, side, box.Box, box.Commit), new(0, box.Salt, Decision: sealing));
        Windows.Settle(draft);
        return null;
    }

    public static Refusal? StandingOrders(Draft draft, Envelope envelope, StandingOrders orders)
    {
        if (Authority.Manager(draft, envelope, out var side) is { } forbidden) return forbidden;
        if (Stoppages.Over(draft.Game) is { } over) return over;
        var box = draft.Secret.Seal(envelope.Id, side, orders);
        draft.Seal(new StandingOrdersSealed(side, box.Box, box.Commit), new(0, box.Salt, Orders: orders));
        return null;
    }

    private static Refusal? Refuse(Draft draft, Side side, WindowKind kind, SealDecision sealing)
    {
        var inField = side == draft.Game.Fielding;
        var field = kind == WindowKind.Pitch ? inField ? "defense" : "offense" : inField ? "throw" : "advance";
        object? asked = kind == WindowKind.Pitch ? inField ? sealing.Defense : sealing.Offense : inField ? sealing.Throw : sealing.Advance;
        if (asked is null) return Refusal.Illegal(field, "missing", $"The {Authority.Name(side)} side is asked for its {field}.");
        foreach (var (name, other) in (ReadOnlySpan<(string, object?)>)
            [("defense", sealing.Defense), ("offense", sealing.Offense), ("throw", sealing.Throw), ("advance", sealing.Advance)])
        {
            if (other is not null && name != field)
                return Refusal.Illegal(name, "not-asked", $"The {Authority.Name(side)} side is asked for its {field} only.");
        }

        if (kind == WindowKind.Play) return null;
        if (Changes.Unready(draft.Game, side) is { } unready) return unready;
        var refused = inField
            ? DecisionRules.Refuse(draft.Game, sealing.Defense!, draft.Play.Pickoffs)
            : DecisionRules.Refuse(draft.Game, sealing.Offense!);
        return refused is null ? null : refused with { Field = $"{field}.{refused.Field}" };
    }
}
