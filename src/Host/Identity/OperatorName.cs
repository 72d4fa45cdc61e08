using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>In whose name an operator's request is done: its member <c>by</c>, unless a token says it.</summary>
internal static class OperatorName
{
    /// <summary>Why that is no name; null where it is one, or none was said.</summary>
    public static Refusal? Refuses(string? said) => said is null || CommandFrame.IsLine(said, CommandFrame.WhoMax)
        ? null
        : new(RefusalCode.BadFrame, "by", "one-line", $"by is one line of 1 to {CommandFrame.WhoMax} characters.");

    /// <summary>Who brought a token is named by that, whatever he says.</summary>
    public static string Of(HttpRequest request, string? said) => request.HttpContext.Features.Get<Badge>()?.Who ?? said ?? "ops";
}
