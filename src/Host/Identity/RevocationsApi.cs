using AkkaGame.Actors;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>What operators revoke: <c>/ops/v1/revocations</c>.</summary>
internal sealed class RevocationsApi(PassOffice office)
{
    private const int WhyMax = 500;

    /// <summary>The hex digits of a token's id, and of the <c>jti</c> of our own tokens.</summary>
    private const int IdDigits = 16, JtiDigits = 32;

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/ops/v1/revocations", List);
        Answers.Post(routes, "/ops/v1/revocations", Revoke);
    }

    private async ValueTask<Reply> List(HttpRequest request)
    {
        var all = await office.Revoked(request.HttpContext.RequestAborted);
        return Reply.Json(new([.. all.Select(RevocationItem.Of)]), HostJson.Default.RevocationsAnswer);
    }

    private async ValueTask<Reply> Revoke(HttpRequest request)
    {
        var (asked, malformed) = await Question.Body(request, AskedJson.Default.RevocationAsked);
        if (asked is null) return malformed!;
        if (asked.Token is null == asked.Who is null) return Bad("token", "one-of", "Name a token or a person: token or who.");
        if (asked.Who is { } who && !CommandFrame.IsLine(who, CommandFrame.WhoMax))
            return Bad("who", "one-line", $"who is one line of 1 to {CommandFrame.WhoMax} characters.");
        if (asked.Why is { } why && !CommandFrame.IsLine(why, WhyMax))
            return Bad("why", "one-line", $"why is one line of 1 to {WhyMax} characters.");
        if (OperatorName.Refuses(asked.By) is { } nameless) return nameless;
        if (asked.Token is { } token && (token.Length is not (IdDigits or JtiDigits) || !token.All(char.IsAsciiHexDigitLower)))
            return Bad("token", "token-id", $"token is a token's id, {IdDigits} hex digits as logs show it, or its jti; never all of it.");
        var name = asked.Who ?? (asked.Token!.Length == JtiDigits ? Badge.IdOf(asked.Token) : asked.Token);
        var made = await office.Revoke(
            asked.Who is null ? Actors.Revoked.Token : Actors.Revoked.Person, name, OperatorName.Of(request, asked.By), asked.Why,
            TicketsApi.From(request));
        return Reply.Json(RevocationItem.Of(made), HostJson.Default.RevocationItem);
    }

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}

/// <summary>Revoke this.</summary>
/// <param name="Token">A token's id or its <c>jti</c>; or instead <paramref name="Who"/>, all of whose tokens are revoked.</param>
internal sealed record RevocationAsked(string? Token = null, string? Who = null, string? Why = null, string? By = null);

internal sealed record RevocationsAnswer(IReadOnlyList<RevocationItem> Revocations);

/// <param name="Token">A token's id; null where a person's tokens are revoked, all from before <paramref name="At"/>.</param>
/// <param name="At">Unix milliseconds UTC.</param>
internal sealed record RevocationItem(string? Token, string? Who, long At, string By, string? Why)
{
    public static RevocationItem Of(Revocation one) => one.Kind == Actors.Revoked.Token
        ? new(one.Name, null, one.At, one.By, one.Why)
        : new(null, one.Name, one.At, one.By, one.Why);
}
