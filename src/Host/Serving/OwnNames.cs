using System.Collections.Frozen;
using System.Net;
using AkkaGame.Messages;
using Microsoft.Net.Http.Headers;

namespace AkkaGame.Host.Serving;

/// <summary>
/// The names by which a server may be called, as far as it can know: an address cannot be made to mean another machine; of names only those
/// do not that were configured, and <c>localhost</c>. A web page may own any other one.
/// </summary>
/// <param name="urls">The addresses that are listened on, parted by semicolons.</param>
internal sealed class OwnNames(string urls)
{
    /// <summary>The rule that a body of another kind breaks.</summary>
    public const string JsonOnly = "json-only";

    private readonly FrozenSet<string> names = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(static url => BindingAddress.Parse(url).Host).Append("localhost").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the request calls the server by such a name.</summary>
    public Refusal? Refuses(HostString host) => IPAddress.TryParse(host.Host.Trim('[', ']'), out _) || names.Contains(host.Host)
        ? null
        : new(RefusalCode.Forbidden, "Host", "unknown-host", $"{host} is no name of this server: call it by its address.");

    /// <summary>No form of a page can send it. Null where the request does.</summary>
    public static Refusal? NotJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "application/json"
            ? null
            : new(RefusalCode.BadFrame, "Content-Type", JsonOnly, "What is sent here is application/json.");
}
