using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>Standing orders, put together from one decision after another.</summary>
internal static class OrdersExtensions
{
    /// <summary>The same orders, with that decision as the answer to its question.</summary>
    public static StandingOrders AddedTo(this SealDecision decision, StandingOrders orders) => new(
        decision.Defense ?? orders.Defense, decision.Offense ?? orders.Offense, decision.Throw ?? orders.Throw,
        decision.Advance ?? orders.Advance);

    /// <summary>The questions that they answer.</summary>
    public static string[] For(this StandingOrders orders) => ((string?[])
    [
        orders.Defense is null ? null : "the field", orders.Offense is null ? null : "at bat",
        orders.Throw is null ? null : "the throw", orders.Advance is null ? null : "runners",
    ]).OfType<string>().ToArray();
}
