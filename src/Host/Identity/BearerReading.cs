using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Identity;

/// <summary>Reads the token of each request that brings one: with a wrong one nothing is answered, a right one becomes its badge.</summary>
internal static class BearerReading
{
    private const string Scheme = "Bearer ";

    private static readonly Checked twice = new Refusal(RefusalCode.Unauthenticated, "token", "once", "Bring one token.");

    /// <summary>How a client says who it is, on every answer 401.</summary>
    public static string Challenge(Refusal refused) => refused.Field == "token"
        ? $"Bearer realm=\"akkagame\", error=\"invalid_token\", error_description=\"{refused.Message}\""
        : "Bearer realm=\"akkagame\"";

    /// <summary>Whatever else stands in the header is the affair of somebody before us, as a proxy that asks for passwords.</summary>
    public static void Use(WebApplication app, TokenReader reader) => app.Use(async (context, next) =>
    {
        var said = context.Request.Headers.Authorization;
        if (!said.Any(static one => one is not null && one.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)))
        {
            await next(context);
            return;
        }

        var read = said is [{ } one] ? await reader.Bearer(one[Scheme.Length..].Trim(), context.RequestAborted) : twice;
        if (read.Refused is { } refused)
        {
            await Answers.Refuse(context, refused);
            return;
        }

        context.Features.Set(read.Badge);
        await next(context);
    });
}
