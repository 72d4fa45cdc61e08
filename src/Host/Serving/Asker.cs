using System.Net;
using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Serving;

/// <summary>Who asks, and in which role.</summary>
/// <param name="Side">A manager's side; null for every other role, and where his token names none.</param>
/// <param name="Badge">What his token says; null for whoever brought none.</param>
internal sealed record Asker(string Who, Role Role, Side? Side = null, Badge? Badge = null)
{
    /// <summary>Whoever does not say who he is.</summary>
    public static readonly Asker Public = new("", Role.Spectator);

    public static Asker Of(Badge badge) => new(badge.Who, badge.Role, badge.Side, badge);

    public Author Author => new(Who, Role, Side);

    public bool IsUnknown => this == Public;

    /// <summary>He has to do with the game: nothing is held back from him.</summary>
    public bool SeesAll => Role != Role.Spectator;

    /// <summary>Why what he brought is no good in that game; null where it is.</summary>
    /// <param name="league">The game's; null where that is not known.</param>
    public Refusal? NotFor(GameId game, string? league) => Badge?.NotFor(game, league);
}

/// <summary>
/// Finds out who asks: by a bearer token, or, for whoever develops or tries the game, on a server started for development, by what a
/// request from the same machine says in two headers.
/// </summary>
/// <param name="isDevelopment">The server was started for development.</param>
/// <param name="names">Whom a request may call that is believed for where it comes from.</param>
internal sealed class Doorkeeper(bool isDevelopment, OwnNames names, Origins origins)
{
    /// <summary>The role: home, away, scorer, commissioner or spectator. With a bearer token, a manager's side.</summary>
    public const string As = "AkkaGame-As";

    /// <summary>The name, under which what is sent is recorded.</summary>
    public const string Who = "AkkaGame-Who";

    /// <summary>What a server that believes its askers says when it starts.</summary>
    public const string Warning =
        "DEVELOPMENT: whoever is on this machine may send commands in any name and role. Do not serve a league like this, and put no proxy "
        + "before it.";

    /// <summary>Whoever would do something, and does not say who he is.</summary>
    public static readonly Refusal NotSaid = new(
        RefusalCode.Unauthenticated, "Authorization", "required", "Say who you are: bring a bearer token (Authorization: Bearer ...).");

    /// <summary>One of them is what a proxy says of itself.</summary>
    private static readonly string[] relayed =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    private static readonly Refusal notInDevelopment = new(
        RefusalCode.Unauthenticated, As, "not-in-development",
        $"Only a server that was started with --development believes {As}: bring a bearer token (Authorization: Bearer ...).");

    private static readonly Refusal notSaidHere = new(
        RefusalCode.Unauthenticated, As, "required",
        $"Say who you are: bring a bearer token, or the header {As}, home, away, scorer, commissioner or spectator, and {Who}, a name.");

    private static readonly Refusal elsewhere = new(
        RefusalCode.Unauthenticated, As, "loopback", $"{As} is believed only from the machine that the server runs on.");

    private static readonly Refusal operatorsElsewhere = new(
        RefusalCode.Forbidden, "token", "ops-port", "Operators are served on a port of their own.");

    /// <summary>Who asks for something to read: the public where he does not say.</summary>
    public Asker? Reader(HttpRequest request, out Refusal? refused)
    {
        if (Holder(request, out refused) is not { Badge: { } badge } asker) return refused is null ? Asked(request, out refused) : null;
        // What a token says of one game it does not say of another, and who may manage any game watches this one.
        var isElsewhere = badge.Game is { } only && (string?)request.RouteValues["id"] != only.ToString();
        return isElsewhere || asker is { Role: Role.Manager, Side: null } or { Role: Role.Ops }
            ? asker with { Role = Role.Spectator, Side = null }
            : asker;
    }

    /// <summary>Who sends a command. Null, and why, where that is not known.</summary>
    public Asker? Sender(HttpRequest request, out Refusal? refused)
    {
        refused = origins.Refuses(request) ?? OwnNames.NotJson(request);
        if (refused is not null) return null;
        if (request.HttpContext.Features.Get<Badge>() is { } badge) return Sender(badge, request, out refused);
        if (isDevelopment && request.Headers.ContainsKey(As)) return Believed(request, out refused);
        refused = isDevelopment ? notSaidHere : request.Headers.ContainsKey(As) ? notInDevelopment : NotSaid;
        return null;
    }

    /// <summary>Whoever asks, in whatever role he has: the public where he does not say. Null, and why, where he is not believed.</summary>
    public Asker? Holder(HttpRequest request, out Refusal? refused)
    {
        refused = null;
        if (request.HttpContext.Features.Get<Badge>() is { } badge) return Asker.Of(badge);
        return Asked(request, out refused);
    }

    /// <summary>Why a request is not believed for where it comes from; null where it is.</summary>
    public Refusal? NotHere(HttpRequest request) =>
        FromAPage(request) ?? (!isDevelopment ? notInDevelopment : IsHere(request) ? null : elsewhere);

    private Asker? Asked(HttpRequest request, out Refusal? refused)
    {
        refused = null;
        return request.Headers.ContainsKey(As) ? Believed(request, out refused) : Asker.Public;
    }

    /// <summary>A manager whose token names no side says for which one he speaks; the game knows whether the seat is his.</summary>
    private static Asker? Sender(Badge badge, HttpRequest request, out Refusal? refused)
    {
        var side = request.Headers[As] is [{ } word] ? WireWords.SideOf(word) : null;
        refused = badge.Role == Role.Ops ? operatorsElsewhere
            : request.Headers.ContainsKey(Who) ? Bad(Who, "said-otherwise", $"Who sends it says the token, not {Who}.")
            : badge.Role != Role.Manager
                ? request.Headers.ContainsKey(As) ? Bad(As, "said-otherwise", $"The role says the token, not {As}.") : null
            : request.Headers.ContainsKey(As) && side is null ? Bad(As, "unknown-side", $"{As} is home or away.")
            : side is { } one && badge.Side is { } own && one != own
                ? new(RefusalCode.Forbidden, As, "other-side", $"This token is for the {WireWords.Of(own)} side.")
            : side is null && badge.Side is null ? Bad(As, "required", $"This token names no side: say home or away in {As}.")
            : null;
        return refused is null ? Asker.Of(badge) with { Side = badge.Side ?? side } : null;
    }

    private Asker? Believed(HttpRequest request, out Refusal? refused)
    {
        refused = NotHere(request);
        if (refused is not null) return null;
        var role = request.Headers[As] is [{ } one] ? one : "";
        var who = request.Headers[Who] is [{ } name] ? name : request.Headers.ContainsKey(Who) ? "" : role;
        if (!CommandFrame.IsLine(who, CommandFrame.WhoMax))
            refused = Bad(Who, "one-line", $"{Who} is one line of 1 to {CommandFrame.WhoMax} characters.");
        else if (Of(role, who) is { } asker) return asker;
        else refused = Bad(As, "unknown-role", $"{As} is home, away, scorer, commissioner or spectator.");
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

    /// <summary>
    /// Whoever comes through a proxy on this machine is not on it. One that says nothing of itself and speaks HTTP/1.0 to us, as nginx does
    /// unless told otherwise, is known by that; another one cannot be told from a person here.
    /// </summary>
    private static bool IsHere(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !HttpProtocol.IsHttp10(request.Protocol) && !relayed.Any(request.Headers.ContainsKey);

    /// <summary>A page of another site, in a browser on this machine, must not play in its owner's name. Null where it is none.</summary>
    private Refusal? FromAPage(HttpRequest request) => names.Refuses(request.Host) ?? origins.Refuses(request);

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}
