using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Identity;

/// <summary>On the operators' port, where it is asked for: only a token with the role ops is let in, except to what monitors ask.</summary>
internal static class OperatorsBadge
{
    private static readonly Refusal required = new(
        RefusalCode.Unauthenticated, "Authorization", "required",
        "Operators bring a bearer token here: akkagame token --role ops makes one, akkagame ops --ops-tokens brings it.");

    private static readonly Refusal opsOnly = new(RefusalCode.Forbidden, "token", "ops-only", "This token is no operator's.");

    public static Refusal? Refuses(HttpRequest request) =>
        !request.Path.StartsWithSegments("/ops", StringComparison.Ordinal) ? null
        : request.HttpContext.Features.Get<Badge>() is not { } badge ? required
        : badge.Role == Role.Ops ? null
        : opsOnly;
}
