using System.Collections.Frozen;
using System.Net;
using AkkaGame.Messages;
using Microsoft.Net.Http.Headers;

namespace AkkaGame.Host.Operating;

/// <summary>
/// Keeps web pages out. A page in an operator's browser reaches his loopback, so whatever a page can send is refused: what carries an
/// origin or a browser's own marks, what calls us by a name that a page could own, what a form or an image could ask for.
/// </summary>
/// <param name="urls">The addresses that are listened on, parted by semicolons: whom they name may be called by that name.</param>
internal sealed class Gate(string urls)
{
    /// <summary>No form can send it, and a page that would must ask first, which nobody answers.</summary>
    public const string Header = "AkkaGame-Ops";

    private readonly FrozenSet<string> names = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(static url => BindingAddress.Parse(url).Host).Append("localhost").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request is not let in; null where it is.</summary>
    public Refusal? Refuses(HttpRequest request)
    {
        if (request.Headers.ContainsKey(HeaderNames.Origin) || request.Headers["Sec-Fetch-Site"] is [not "none", ..])
            return No(null, "no-page", "Operators are not answered through web pages.");
        if (!IsOurs(request.Host.Host))
            return No("Host", "unknown-host", $"{request.Host} is no name of this server: call it by its address.");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/json")
            return new(RefusalCode.BadFrame, "Content-Type", "json-only", "What is sent here is application/json.");
        return request.Headers[Header] == "1"
            ? null
            : No(Header, "ops-header", $"Send the header {Header}: 1 with whatever changes something.");
    }

    /// <summary>An address cannot be made to mean another machine; of names only those do not that were configured.</summary>
    private bool IsOurs(string host) => IPAddress.TryParse(host, out _) || names.Contains(host);

    private static Refusal No(string? field, string rule, string why) => new(RefusalCode.Forbidden, field, rule, why);
}
