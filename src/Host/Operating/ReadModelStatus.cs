namespace AkkaGame.Host.Operating;

/// <summary>How far the read model follows its journal.</summary>
/// <param name="Events">In the journal.</param>
/// <param name="TakenIn">Of these in the read model.</param>
/// <param name="Remaining">Events to take in again before a rebuild has ended; 0 where none is under way.</param>
/// <param name="LagSeconds">Age of the oldest event that this server has yet to take in; 0 where there is none, or no server.</param>
/// <param name="Failure">What stops this server from following; null where nothing does.</param>
/// <param name="Unreadable">Games whose journal could not be taken in to its end, at most a hundred.</param>
internal sealed record ReadModelStatus(
    string Journal, long Events, long TakenIn, long Remaining, double LagSeconds, string? Failure,
    IReadOnlyList<UnreadableItem> Unreadable)
{
    private const int UnreadableMax = 100;

    public bool IsDone => TakenIn >= Events && Remaining == 0;

    public static async ValueTask<ReadModelStatus> Of(House house, CancellationToken stop)
    {
        var heads = await house.Feed.Heads(house.Feed.Feeds, stop);
        var checkpoints = await house.ReadModel.Checkpoints(stop);
        var unreadable = await house.ReadModel.Unreadable(UnreadableMax, stop);
        var sight = house.Projector.Sight;
        return new(
            house.JournalName, heads.Values.Sum(), checkpoints.Values.Sum(static at => at.Position),
            checkpoints.Values.Sum(static at => Math.Max(0, at.Until - at.Position)), Math.Round(sight.LagSeconds, 3), sight.Failure,
            [.. unreadable.Select(static game => new UnreadableItem(game.Game.ToString(), game.Seq, game.Why))]);
    }

    /// <summary>Begins it anew, unless that is under way already.</summary>
    public static async ValueTask Rebuild(House house, CancellationToken stop)
    {
        if ((await house.ReadModel.Checkpoints(stop)).Values.Any(static at => at.IsRebuilding)) return;
        await house.ReadModel.Rebuild(stop);
        house.Projector.Touch();
    }
}

/// <param name="Seq">The last event that is in its rows.</param>
internal sealed record UnreadableItem(string Game, int Seq, string Why);
