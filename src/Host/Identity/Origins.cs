using System.Collections.Frozen;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using Microsoft.Net.Http.Headers;

namespace AkkaGame.Host.Identity;

/// <summary>
/// The web sites whose pages may send something here: the server's own, and those that an operator lists. Programs send no origin and are
/// not concerned.
/// </summary>
/// <param name="listed">As a browser writes them: <c>https://games.example</c>.</param>
internal sealed class Origins(IEnumerable<string> listed)
{
    private readonly FrozenSet<string> listed = listed.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets browsers show what is answered to pages of the listed sites; cookies are nothing to us.</summary>
    public void Use(WebApplication app)
    {
        if (listed.Count == 0) return;
        app.UseCors(policy => policy
            .WithOrigins([.. listed])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .WithHeaders(
                HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch, "Last-Event-ID", Doorkeeper.As)
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate));
    }

    /// <summary>Null where the request comes from no page, or from a page that may send it.</summary>
    public Refusal? Refuses(HttpRequest request)
    {
        var origin = request.Headers[HeaderNames.Origin];
        if (origin is [{ } one] && listed.Contains(one)) return null;
        var isForeign = (origin.Count > 0 && !IsOwn(request, origin.ToString()))
            || request.Headers["Sec-Fetch-Site"] is [not ("none" or "same-origin"), ..];
        return isForeign
            ? new(RefusalCode.Forbidden, HeaderNames.Origin, "foreign-origin", "Pages of other sites send nothing here.")
            : null;
    }

    private static bool IsOwn(HttpRequest request, string origin) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
