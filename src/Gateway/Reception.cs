using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>What a hello comes to: a visitor with his place in the stand, or a refusal and how the socket is closed.</summary>
internal readonly record struct Reception(Visitor? Visitor, Refusal? Refused = null, CloseCode Close = CloseCode.ProtocolViolation)
{
    /// <summary>Versions, or anything else of which a client could send many.</summary>
    private const int ListMax = 64;

    private const int ClientMax = 64;

    private static readonly Refusal noVersion = new(
        RefusalCode.UnsupportedProto, "proto", "version", $"This server speaks version {WireWords.Version} of the protocol.");

    public static async ValueTask<Reception> Of(Concourse concourse, SocketSession session, HelloFrame hello)
    {
        if (Wrong(hello) is { } wrong) return new(null, wrong);
        if (hello.Proto?.Contains(WireWords.Version) != true) return new(null, noVersion, CloseCode.ProtocolVersion);
        var admission = await concourse.Gate.Admit(session.Game, hello, session.From, default);
        if (admission.Pass is not { } pass) return new(null, admission.Refused, admission.Close);
        Reception reception = default;
        try
        {
            return reception = await Of(concourse, session, hello, pass);
        }
        finally
        {
            if (reception.Visitor is null) concourse.Gate.Left(session.Game, pass, session.From);
        }
    }

    private static async ValueTask<Reception> Of(Concourse concourse, SocketSession session, HelloFrame hello, Pass pass)
    {
        // Of a game that another node plays nothing is known here: it is in the journal, and may be looked at.
        if (await concourse.Engine.Look(session.Game) is { Quarantined: { } why }) return new(null, Aside(why), CloseCode.Quarantined);
        session.Outbox.IsLossless = pass.Role != Role.Spectator;
        var device = hello.Sess == default ? Guid.CreateVersion7(concourse.Time.GetUtcNow()) : hello.Sess;
        var visitor = new Visitor(concourse, session, device, hello.Client, pass, session.Outbox);
        try
        {
            return await visitor.Sit(hello) is { } refused ? new(null, refused, CodeOf(refused)) : new(visitor);
        }
        catch (JournalUnavailableException e)
        {
            return new(null, Refusals.Unavailable(e.Message), CloseCode.Internal);
        }
    }

    private static CloseCode CodeOf(Refusal refused) => refused.Code switch
    {
        RefusalCode.NotFound => CloseCode.NoSuchGame,
        RefusalCode.Quarantined => CloseCode.Quarantined,
        RefusalCode.Forbidden => CloseCode.Forbidden,
        _ => CloseCode.Internal,
    };

    /// <summary>What no client of this protocol says; null where there is nothing.</summary>
    private static Refusal? Wrong(HelloFrame hello)
    {
        if (hello.Proto?.Count > ListMax) return Bad("proto", "too-many", $"proto has at most {ListMax} versions.");
        if (WireWords.RoleOf(hello.Role) is null)
            return Bad("role", "unknown-role", "role is manager, spectator, scorer or commissioner.");
        if (hello.Side is { } side && WireWords.SideOf(side) is null) return Bad("side", "unknown-side", "side is home or away.");
        if (hello.Client is { } client && !CommandFrame.IsLine(client, ClientMax))
            return Bad("client", "one-line", $"client is one line of 1 to {ClientMax} characters.");
        return hello.Resume?.Seq < 0 ? Bad("resume.seq", "too-small", "resume.seq is 0 or more.") : null;
    }

    private static Refusal Aside(string why) =>
        new(RefusalCode.Quarantined, null, "put-aside", $"This game was put aside: {why}. Come again in 15 to 60 s.", Retry.After);

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}
