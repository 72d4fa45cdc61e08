using System.Net;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using Microsoft.Net.Http.Headers;

namespace AkkaGame.Host.Serving;

/// <summary>Who asks, and in which role.</summary>
/// <param name="Side">A manager's side; null for every other role.</param>
internal sealed record Asker(string Who, Role Role, Side? Side = null)
{
    /// <summary>Whoever does not say who he is.</summary>
    public static readonly Asker Public = new("", Role.Spectator);

    public Author Author => new(Who, Role, Side);

    public bool IsUnknown => this == Public;

    /// <summary>He has to do with the game: nothing is held back from him.</summary>
    public bool SeesAll => Role != Role.Spectator;
}

/// <summary>
/// Finds out who asks. Until people can prove who they are there is one way only, for whoever develops or tries the game: on a server
/// started for development, a request from the same machine is believed what it says in two headers. Any other command is refused.
/// </summary>
/// <param name="isDevelopment">The server was started for development.</param>
/// <param name="names">Whom a request may call.</param>
internal sealed class Doorkeeper(bool isDevelopment, OwnNames names)
{
    /// <summary>The role: home, away, scorer, commissioner or spectator.</summary>
    public const string As = "AkkaGame-As";

    /// <summary>The name, under which what is sent is recorded.</summary>
    public const string Who = "AkkaGame-Who";

    /// <summary>What a server that believes its askers says when it starts.</summary>
    public const string Warning =
        "DEVELOPMENT: whoever is on this machine may send commands in any name and role. Do not serve a league like this.";

    /// <summary>One of them is what a proxy says of itself.</summary>
    private static readonly string[] relayed =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    private static readonly Refusal nobodyYet = new(
        RefusalCode.Unauthenticated, As, "not-in-development",
        "This server cannot tell who sends a command, so it takes none; started with --development it believes whoever is on its machine.");

    private static readonly Refusal notSaid = new(
        RefusalCode.Unauthenticated, As, "required",
        $"Say who you are: the header {As} is home, away, scorer, commissioner or spectator, {Who} a name.");

    private static readonly Refusal elsewhere = new(
        RefusalCode.Unauthenticated, As, "loopback", $"{As} is believed only from the machine that the server runs on.");

    /// <summary>Who asks for something to read: the public where he does not say.</summary>
    public Asker? Reader(HttpRequest request, out Refusal? refused)
    {
        refused = null;
        return request.Headers.ContainsKey(As) ? Believed(request, out refused) : Asker.Public;
    }

    /// <summary>Who sends a command. Null, and why, where that is not known.</summary>
    public Asker? Sender(HttpRequest request, out Refusal? refused)
    {
        refused = FromAPage(request) ?? OwnNames.NotJson(request);
        if (refused is null && !isDevelopment) refused = nobodyYet;
        if (refused is null && !request.Headers.ContainsKey(As)) refused = notSaid;
        return refused is null ? Believed(request, out refused) : null;
    }

    private Asker? Believed(HttpRequest request, out Refusal? refused)
    {
        refused = FromAPage(request) ?? (!isDevelopment ? nobodyYet : IsHere(request) ? null : elsewhere);
        if (refused is not null) return null;
        var role = request.Headers[As] is [{ } one] ? one : "";
        var who = request.Headers[Who] is [{ } name] ? name : request.Headers.ContainsKey(Who) ? "" : role;
        if (!CommandFrame.IsLine(who, CommandFrame.WhoMax))
            refused = new(RefusalCode.BadFrame, Who, "one-line", $"{Who} is one line of 1 to {CommandFrame.WhoMax} characters.");
        else if (Of(role, who) is { } asker) return asker;
        else refused = new(RefusalCode.BadFrame, As, "unknown-role", $"{As} is home, away, scorer, commissioner or spectator.");
        return null;
    }

    private static Asker? Of(string role, string who) => role switch
    {
        "away" => new(who, Role.Manager, Side.Away),
        "home" => new(who, Role.Manager, Side.Home),
        "scorer" => new(who, Role.Scorer),
        "commissioner" => new(who, Role.Commissioner),
        "spectator" => new(who, Role.Spectator),
        _ => null,
    };

    /// <summary>Whoever comes through a proxy on this machine is not on it.</summary>
    private static bool IsHere(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !relayed.Any(request.Headers.ContainsKey);

    /// <summary>A page of another site, in a browser on this machine, must not play in its owner's name. Null where it is none.</summary>
    private Refusal? FromAPage(HttpRequest request)
    {
        if (names.Refuses(request.Host) is { } unknown) return unknown;
        var isForeign = request.Headers[HeaderNames.Origin] is { Count: > 0 } origin && origin != $"{request.Scheme}://{request.Host}"
            || request.Headers["Sec-Fetch-Site"] is [not ("none" or "same-origin"), ..];
        return isForeign
            ? new(RefusalCode.Forbidden, HeaderNames.Origin, "foreign-origin", "Pages of other sites send nothing here.")
            : null;
    }
}
