using System.Text.Json;

namespace AkkaGame.Host.Serving;

/// <summary>Whether the process lives, and whether it can be used.</summary>
internal sealed class Health(House house)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/health/live", static _ => new(Reply.Json(new("live"), HostJson.Default.HealthAnswer)));
        Answers.Get(routes, "/health/ready", Ready);
    }

    /// <summary>Ready is who can read its journal.</summary>
    private async ValueTask<Reply> Ready(HttpRequest request)
    {
        await house.Games.List(0, 1, request.HttpContext.RequestAborted);
        return Reply.Json(new("ready"), HostJson.Default.HealthAnswer);
    }
}

internal sealed record HealthAnswer(string Status);
