namespace AkkaGame.Actors;

/// <summary>How the read model stands, as one process sees it.</summary>
/// <param name="Feeds">Feeds that this process takes in.</param>
/// <param name="LagEvents">Events in them that are not in the read model.</param>
/// <param name="LagSeconds">Age of the oldest of those; 0 where there is none.</param>
/// <param name="Games">Games written since the process started, a game as often as it was written.</param>
/// <param name="Rows">Rows written since the process started.</param>
/// <param name="Unreadable">Games written since then of which not all could be taken in.</param>
/// <param name="Gaps">Gaps passed over since then.</param>
/// <param name="RebuildDone">Events taken in again, of <paramref name="RebuildTotal"/>; both 0 where nothing is being rebuilt.</param>
/// <param name="Failure">What stops it now; null where nothing does.</param>
public sealed record ReadModelSight(
    int Feeds, long LagEvents, double LagSeconds, long Games, long Rows, long Unreadable, long Gaps, long RebuildDone, long RebuildTotal,
    string? Failure);
