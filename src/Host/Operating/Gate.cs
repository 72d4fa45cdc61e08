using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using Microsoft.Net.Http.Headers;

namespace AkkaGame.Host.Operating;

/// <summary>
/// Keeps web pages out. A page in an operator's browser reaches his loopback, so whatever a page can send is refused: what carries an
/// origin or a browser's own marks, what calls us by a name that a page could own, what a form or an image could ask for.
/// </summary>
/// <param name="names">Whom a request may call.</param>
internal sealed class Gate(OwnNames names)
{
    /// <summary>No form can send it, and a page that would must ask first, which nobody answers.</summary>
    public const string Header = "AkkaGame-Ops";

    /// <summary>Why the request is not let in; null where it is.</summary>
    public Refusal? Refuses(HttpRequest request)
    {
        if (request.Headers.ContainsKey(HeaderNames.Origin) || request.Headers["Sec-Fetch-Site"] is [not "none", ..])
            return No(null, "no-page", "Operators are not answered through web pages.");
        if (names.Refuses(request.Host) is { } unknown) return unknown;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (OwnNames.NotJson(request) is { } other) return other;
        return request.Headers[Header] == "1"
            ? null
            : No(Header, "ops-header", $"Send the header {Header}: 1 with whatever changes something.");
    }

    private static Refusal No(string? field, string rule, string why) => new(RefusalCode.Forbidden, field, rule, why);
}
