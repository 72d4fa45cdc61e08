using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using Recovery = AkkaGame.Actors.Recovery;

namespace AkkaGame.OnAkka;

/// <summary>What a game is offered when it comes back: the newest snapshot that passes its checks, and what was found on the way.</summary>
/// <param name="State">Null where there is none.</param>
/// <param name="Broken">Snapshots that were passed over.</param>
/// <param name="Fault">Why they could not be asked for; null where they could.</param>
internal sealed record SnapshotsFound(GameState? State, int Broken, JournalUnavailableException? Fault)
{
    public static readonly SnapshotsFound None = new(null, 0, null);

    /// <summary>One that cannot be read, or knows more than the journal (a restored backup), counts as none: it is a cache.</summary>
    /// <param name="newest">The newest one below a seq.</param>
    /// <param name="head">The seq of the game's last event.</param>
    public static async Task<SelectedSnapshot?> Pick(GameId game, Func<long, Task<Snapshot?>> newest, Func<ValueTask<int>> head)
    {
        var broken = 0;
        try
        {
            for (var below = long.MaxValue; await newest(below) is { } snapshot; below = snapshot.Seq, broken++)
                if (Recovery.Check(snapshot, game, out _) is { } state && snapshot.Seq <= await head())
                    return Offer(game, snapshot.Seq, new(state, broken, null));
        }
        catch (Exception e)
        {
            return Offer(game, 0, new(null, broken, e as JournalUnavailableException ?? new("Snapshots cannot be read.", e)));
        }

        return broken == 0 ? null : Offer(game, 0, new(null, broken, null));
    }

    private static SelectedSnapshot Offer(GameId game, long seq, SnapshotsFound found) =>
        new(new SnapshotMetadata(game.ToString(), seq, default), found);
}

/// <summary>Akka.Persistence.Sql's snapshots, checked before a game is offered one.</summary>
public sealed class GameSnapshots : SqlSnapshotStore
{
    private readonly Clubhouse house;

    public GameSnapshots(Config config) : base(config) => house = ClubhouseSetup.Of(Context.System);

    protected override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var game = new GameId(Guid.Parse(persistenceId));
        return SnapshotsFound.Pick(game, Newest, () => house.Ports.Journal.Head(game, cancellationToken));

        async Task<Snapshot?> Newest(long below) =>
            await base.LoadAsync(persistenceId, new(below - 1), cancellationToken) is { Snapshot: Snapshot there } selected
                ? there with { Game = game, Seq = (int)selected.Metadata.SequenceNr }
                : null;
    }
}

/// <summary>How what Akka makes by itself finds the node's own things.</summary>
internal sealed class ClubhouseSetup(Clubhouse house) : Setup
{
    private readonly Clubhouse house = house;

    public static Clubhouse Of(Akka.Actor.ActorSystem system) => system.Settings.Setup.Get<ClubhouseSetup>().Value.house;
}
