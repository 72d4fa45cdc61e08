using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>Whether the process lives, and whether it can be used; the same on every port.</summary>
internal sealed class Health(House house)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/health/live", static _ => new(Reply.Json(new("live"), HostJson.Default.HealthAnswer)));
        Answers.Get(routes, "/health/ready", _ => Ready());
    }

    /// <summary>
    /// Ready is who can read the journal and may speak for games of its own, or knows who plays them: a node without any answers too, by
    /// asking the others. A node that goes is not, from the first moment on, so that nobody new is sent to it.
    /// </summary>
    private async ValueTask<Reply> Ready()
    {
        if (house.IsLeaving) return Refusals.Unavailable("This node is leaving; ask another one.");
        if (!house.Ownership.MaySpeak)
            return Refusals.Unavailable("This node has not heard from the database for the length of its lease; its games may be others'.");
        var shards = Shard.All.Count(shard => house.Ownership.EpochOf(shard) is not null);
        if (shards == 0 && !house.KnowsOwners) return Refusals.Unavailable("This node does not know yet who plays which games.");
        if (await house.Probe.Ask() is { } why) return Refusals.Unavailable(why);
        return Reply.Json(new("ready", shards), HostJson.Default.HealthAnswer);
    }
}

/// <param name="Shards">Shards that this node owns, of 64.</param>
internal sealed record HealthAnswer(string Status, int? Shards = null);
