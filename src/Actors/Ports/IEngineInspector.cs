using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// What operators see of one process's engine, and what they may do to a game beside <see cref="IEngine.Evict"/>. Looking brings no game
/// into memory and waits for none; what it shows of a game at work is a moment's view.
/// </summary>
public interface IEngineInspector
{
    EngineFigures Figures();

    /// <summary>The games in memory, in no order, found while the caller goes through them.</summary>
    IEnumerable<LiveGame> Games();

    /// <summary>Null where the game is not in memory.</summary>
    LiveGame? Find(GameId game);

    /// <summary>The games put aside, by the engine or by hand, in memory or not, as far as this process knows of them.</summary>
    IReadOnlyCollection<AsideGame> Aside();

    /// <summary>
    /// Puts a game aside by hand, after the commands that wait for it already: readable, not writable, until <see cref="Release"/>.
    /// Written down, so that it outlives the process.
    /// </summary>
    /// <param name="by">Who does it; shown to those whose commands are refused.</param>
    /// <returns>The game as it stands now; a refusal where nothing changed.</returns>
    ValueTask<Sight> Quarantine(GameId game, string why, string by, CancellationToken stop = default);

    /// <summary>Takes a game off the list of those put aside, by whomever, and reads it anew at once.</summary>
    /// <returns>The game as it stands now: well, or again in quarantine because it still cannot be read; a refusal where nothing
    /// changed.</returns>
    ValueTask<Sight> Release(GameId game, CancellationToken stop = default);
}

/// <summary>What a game in memory is at.</summary>
public enum GameActivity : byte
{
    Idle,
    /// <summary>It comes back from snapshot and journal.</summary>
    Recovering,
    Deciding,
    /// <summary>Its group is at the journal.</summary>
    Committing,
    KeepingSnapshot,
}

/// <summary>A game in memory.</summary>
/// <param name="Epoch">The epoch under which it was loaded.</param>
/// <param name="Seq">Its last event.</param>
/// <param name="Summary">Null where it was not created, or is not back yet.</param>
/// <param name="Since">For how long it has been at that.</param>
/// <param name="InWork">The command in work; null where it is none.</param>
/// <param name="Inbox">Messages that wait beside the one in work.</param>
/// <param name="SnapshotSeq">The seq of its newest snapshot; 0 where there is none.</param>
/// <param name="Quarantined">Why it can be read but not written; null where it is well.</param>
public sealed record LiveGame(
    GameId Game, Shard Shard, long Epoch, int Seq, GameSummary? Summary, GameActivity Activity, TimeSpan Since, CommandId? InWork,
    int Inbox, int SnapshotSeq, string? Quarantined);

/// <summary>An engine in numbers: first as it stands, then counted since it started.</summary>
/// <param name="Live">Games in memory.</param>
/// <param name="AtWork">Those of them with a message in work.</param>
/// <param name="Inbox">Messages that wait.</param>
/// <param name="DeepestInbox">Messages that wait for the game with the most.</param>
/// <param name="SnapshotAge">Events of the game in memory with the most that are in no snapshot.</param>
/// <param name="Quarantined">Games in memory that can be read but not written.</param>
/// <param name="Activated">Games that came into memory: created, or brought back.</param>
/// <param name="Left">Games that left memory, for whatever reason.</param>
/// <param name="Accepted">Commands accepted.</param>
/// <param name="Repeated">Commands that had been accepted before and got the same receipt.</param>
/// <param name="Refused">Commands refused; codes that never occurred are left out.</param>
/// <param name="Snapshots">Snapshots kept.</param>
/// <param name="SnapshotFaults">Snapshots that could not be kept or read, or failed their checks.</param>
/// <param name="Faults">How often <see cref="EngineOptions.Faulted"/> was told of something.</param>
/// <param name="Timers">Timers that did what they were set for.</param>
public sealed record EngineFigures(
    int Live, int AtWork, int Inbox, int DeepestInbox, int SnapshotAge, int Quarantined,
    long Activated, long Left, long Accepted, long Repeated, IReadOnlyDictionary<RefusalCode, long> Refused,
    long Snapshots, long SnapshotFaults, long Faults, long Timers);
